-- What all migrations together make, on SQLite. Written by a test: UPDATE=1 cargo test -p archive schema

-- The county store.

CREATE TABLE account_day (
  village text not null,
  day text not null,
  account text not null,
  moved_fen integer not null,
  primary key (village, day, account)
) strict;

CREATE TABLE account_turn (
  village text not null,
  period text not null,
  account text not null,
  opening_fen integer not null,
  debit_fen integer not null,
  credit_fen integer not null,
  carried_fen integer not null,
  lowest_fen integer not null,
  highest_fen integer not null,
  primary key (village, period, account),
  foreign key (village, period) references period (village, period)
) strict;

CREATE TABLE act (
  case_id text not null references affair_case (id),
  number integer not null,
  step text not null,
  outcome text not null,
  person_id text not null,
  post text not null,
  moment integer not null,
  fields text not null,
  discloses text not null, noticed text not null default '[]',
  primary key (case_id, number)
) strict;

CREATE TABLE adoption (
  entry integer primary key,
  hash text not null,
  proposal text,
  proposed_by text,
  adopted_by text,
  adopted integer not null
) strict;

CREATE TABLE affair_case (
  id text primary key,
  affair text not null,
  village text not null,
  title text not null,
  rules text not null,
  status text not null,
  step text not null,
  revision integer not null,
  opened integer not null,
  opened_by text not null,
  changed integer not null,
  due text,
  remind text,
  reminded integer not null,
  amount_fen integer,
  paid_fen integer not null,
  party text,
  facts text not null
) strict;

CREATE INDEX affair_case_begun on affair_case (village, opened, party);

CREATE INDEX affair_case_due on affair_case (status, due);

CREATE INDEX affair_case_village on affair_case (village, changed);

CREATE TABLE alert (
  id text primary key,
  likeness text not null unique,
  rule text not null,
  severity text not null,
  village text not null,
  subject text not null,
  step text not null,
  person_id text,
  words text not null,
  articles text not null,
  raised integer not null,
  last_seen integer not null,
  times integer not null,
  status text not null,
  level text not null,
  acknowledge_by integer
, attempt integer not null default 1) strict;

CREATE TABLE alert_receiver (
  alert_id text not null references alert (id),
  post text not null,
  place text not null,
  since integer not null,
  acknowledged_by text,
  acknowledged integer,
  primary key (alert_id, post, place)
) strict;

CREATE INDEX alert_receiver_place on alert_receiver (place, post);

CREATE TABLE alert_step (
  alert_id text not null references alert (id),
  number integer not null,
  deed text not null,
  person_id text,
  moment integer not null,
  text text not null,
  primary key (alert_id, number)
) strict;

CREATE INDEX alert_village on alert (village, status);

CREATE INDEX alert_waiting on alert (status, acknowledge_by);

CREATE TABLE asset_card (
  id text primary key,
  village text not null,
  number text not null,
  name text not null,
  class text not null,
  kind text not null,
  place text not null,
  keeper text not null,
  acquired text not null,
  cost_fen integer not null,
  residual_fen integer not null,
  life_months integer not null,
  worn_fen integer not null,
  use_state text not null,
  contract_id text,
  photo text,
  case_id text,
  mark text,
  status text not null,
  struck_by text,
  entry integer not null
) strict;

CREATE INDEX asset_card_number on asset_card (village, number);

CREATE INDEX asset_card_village on asset_card (village, entry);

CREATE TABLE asset_count (
  id text primary key,
  village text not null,
  opened_by text,
  opened integer not null,
  status text not null,
  decided_by text,
  decided integer,
  words text not null
) strict;

CREATE INDEX asset_count_village on asset_count (village, opened);

CREATE TABLE asset_counted (
  count_id text not null references asset_count (id),
  card_id text not null references asset_card (id),
  found text not null,
  place text not null,
  photo text,
  counted_by text,
  counted integer not null,
  primary key (count_id, card_id)
) strict;

CREATE TABLE asset_wear (
  card_id text not null references asset_card (id),
  period text not null,
  voucher_id text not null,
  amount_fen integer not null,
  taken_back integer not null,
  primary key (card_id, period, voucher_id)
) strict;

CREATE INDEX asset_wear_period on asset_wear (period, card_id);

CREATE INDEX asset_wear_voucher on asset_wear (voucher_id);

CREATE TABLE attendance (
  case_id text not null,
  act integer not null,
  person_id text not null,
  present integer not null,
  recused integer not null,
  primary key (case_id, act, person_id),
  foreign key (case_id, act) references sitting (case_id, act)
) strict;

CREATE TABLE ballot_count (
  meeting_id text not null references meeting (id),
  round integer not null,
  person_id text not null,
  votes_for integer not null,
  votes_against integer not null,
  abstained integer not null,
  spoilt integer not null,
  counted integer not null, reason text not null default '',
  primary key (meeting_id, round, person_id)
) strict;

CREATE TABLE bank_account (
  village text not null,
  code text not null,
  bank text not null,
  kind text not null,
  last_digits text not null,
  primary key (village, code),
  foreign key (village, code) references village_account (village, code)
) strict;

CREATE TABLE bank_columns (
  village text not null,
  account text not null,
  columns text not null,
  primary key (village, account),
  foreign key (village, account) references bank_account (village, code)
) strict;

CREATE TABLE bank_entry (
  village text not null,
  account text not null,
  line integer not null,
  number integer not null,
  kind text not null,
  proposed_by text,
  proposed integer not null,
  state text not null,
  answered_by text,
  answered integer,
  remark text,
  voucher_id text,
  primary key (village, account, line, number),
  foreign key (village, account, line) references bank_line (village, account, number)
) strict;

CREATE INDEX bank_entry_state on bank_entry (state, village);

CREATE TABLE bank_line (
  village text not null,
  account text not null,
  number integer not null,
  statement integer not null,
  day text not null,
  amount_fen integer not null,
  balance_fen integer not null,
  payee text not null,
  remark text not null,
  reference text not null,
  mark text not null,
  primary key (village, account, number),
  unique (village, account, mark),
  foreign key (village, account, statement) references bank_statement (village, account, number)
) strict;

CREATE INDEX bank_line_day on bank_line (village, account, day);

CREATE TABLE bank_line_late (
  village text not null,
  account text not null,
  line integer not null,
  told integer not null,
  primary key (village, account, line),
  foreign key (village, account, line) references bank_line (village, account, number)
) strict;

CREATE TABLE bank_statement (
  village text not null,
  account text not null,
  number integer not null,
  form text not null,
  opening_fen integer not null,
  closing_fen integer not null,
  until text not null,
  added integer not null,
  again integer not null,
  file text not null,
  sent_by text,
  sent integer not null,
  primary key (village, account, number),
  foreign key (village, account) references bank_account (village, code)
) strict;

CREATE TABLE budget_line (
  village text not null,
  year integer not null,
  account text not null,
  amount_fen integer not null,
  case_id text not null,
  entry integer not null,
  primary key (village, year, account)
) strict;

CREATE TABLE budget_told (
  village text not null,
  year integer not null,
  account text not null,
  colour text not null,
  entry integer not null,
  primary key (village, year, account, colour)
) strict;

CREATE TABLE case_party (
  case_id text not null references affair_case (id),
  word text not null,
  whole integer not null,
  village text not null,
  opened integer not null,
  primary key (case_id, word)
) strict;

CREATE INDEX case_party_word on case_party (village, word, whole, opened, case_id);

CREATE TABLE checkpoint (
  size integer not null primary key,
  moment integer not null,
  root blob not null,
  note text not null,
  stamp text not null,
  tree blob not null
) strict;

CREATE TRIGGER checkpoint_no_delete before delete on checkpoint
begin select raise(abort, 'a row of checkpoint is never changed or deleted'); end;

CREATE TRIGGER checkpoint_no_update before update on checkpoint
begin select raise(abort, 'a row of checkpoint is never changed or deleted'); end;

CREATE TABLE contract (
  id text primary key,
  village text not null,
  number text not null,
  kind text not null,
  way text not null,
  affair text not null,
  case_id text,
  mark text,
  party text not null,
  object text not null,
  total_fen integer not null,
  deposit_fen integer not null,
  retention_fen integer not null,
  signed text not null,
  starts text,
  ends text,
  filing_no text not null,
  filed text,
  status text not null,
  entry integer not null
) strict;

CREATE TABLE contract_change (
  contract_id text not null references contract (id),
  case_id text not null,
  what text not null,
  moment integer not null,
  primary key (contract_id, case_id)
) strict;

CREATE TABLE contract_drawn (
  contract_id text primary key,
  village text not null,
  drawn_fen integer not null
) strict;

CREATE INDEX contract_ends on contract (status, ends);

CREATE TABLE contract_line (
  contract_id text not null references contract (id),
  position integer not null,
  village text not null,
  due text,
  amount_fen integer not null,
  settled_fen integer not null,
  state text not null,
  voucher_id text,
  primary key (contract_id, position)
) strict;

CREATE INDEX contract_line_due on contract_line (state, due);

CREATE INDEX contract_line_voucher on contract_line (voucher_id);

CREATE TABLE contract_reminder (
  contract_id text not null references contract (id),
  position integer not null,
  stage text not null,
  moment integer not null,
  primary key (contract_id, position, stage)
) strict;

CREATE TABLE contract_settling (
  contract_id text not null references contract (id),
  position integer not null,
  source text not null,
  how text not null,
  amount_fen integer not null,
  day text not null,
  taken_back integer not null,
  primary key (contract_id, position, source)
) strict;

CREATE INDEX contract_settling_source on contract_settling (source);

CREATE INDEX contract_village on contract (village, entry);

CREATE TABLE correction (
  case_id text not null,
  number integer not null,
  act integer not null,
  field text not null,
  wrong text not null,
  corrected text not null,
  reason text not null,
  paper text not null,
  media_type text not null,
  size_bytes integer not null,
  person_id text not null,
  post text not null,
  moment integer not null,
  primary key (case_id, number),
  foreign key (case_id, act) references act (case_id, number)
) strict;

CREATE TABLE covered_copy (
  case_id text not null references affair_case (id),
  paper text not null,
  version integer not null,
  village text not null,
  pages text not null,
  hash blob not null,
  state text not null,
  covered_by text,
  covered integer not null,
  reviewed_by text,
  reviewed integer,
  why text not null default '',
  primary key (case_id, paper, version)
) strict;

CREATE INDEX covered_copy_village on covered_copy (village, state, covered);

CREATE TABLE delegation (
  id text primary key,
  village text not null,
  body text not null,
  matters text not null,
  starts text not null,
  ends text not null,
  decided_on text not null,
  votes_for integer not null,
  entitled integer not null,
  present integer not null,
  minutes text not null,
  recorded_by text not null,
  recorded integer not null
, noticed text, attendance text) strict;

CREATE TABLE delegation_answer (
  delegation_id text primary key references delegation (id),
  confirmed integer not null,
  reason text not null,
  person_id text not null,
  moment integer not null
) strict;

CREATE INDEX delegation_recorded on delegation (village, recorded desc, id);

CREATE INDEX delegation_village on delegation (village, ends);

CREATE TABLE disclosure (
  village text not null,
  item text not null,
  term text not null,
  version integer not null,
  state text not null,
  content text not null,
  hash blob not null,
  reason text not null,
  release_on text not null,
  rules blob not null,
  prepared_by text,
  prepared integer not null,
  reviewed_by text,
  reviewed integer,
  returned_why text not null default '',
  public_on text,
  entry integer not null,
  primary key (village, item, term, version)
) strict;

CREATE TABLE disclosure_differing (
  village text not null,
  item text not null,
  term text not null,
  version integer not null,
  entry integer not null,
  primary key (village, item, term, version)
) strict;

CREATE TABLE disclosure_late (
  village text not null,
  item text not null,
  term text not null,
  colour text not null,
  entry integer not null,
  primary key (village, item, term, colour)
) strict;

CREATE INDEX disclosure_public on disclosure (public_on, entry);

CREATE INDEX disclosure_state on disclosure (state, village);

CREATE TABLE distribution (
  case_id text primary key,
  village text not null,
  total_fen integer not null,
  shares_hs integer not null,
  day text not null,
  paid text,
  entry integer not null
) strict;

CREATE TABLE distribution_line (
  case_id text not null references distribution (case_id),
  member_id text not null references member (id),
  shares_hs integer not null,
  amount_fen integer not null,
  primary key (case_id, member_id)
) strict;

CREATE TABLE distribution_payment (
  case_id text not null references distribution (case_id),
  member_id text not null references member (id),
  act integer not null,
  day text not null,
  amount_fen integer not null,
  primary key (case_id, member_id, act)
) strict;

CREATE INDEX distribution_village on distribution (village);

CREATE TABLE division (
  code text primary key,
  name text not null,
  level text not null,
  parent text
) strict;

CREATE TABLE emergency (
  case_id text primary key references affair_case (id),
  village text not null,
  ground text not null,
  opened integer not null,
  ratify_by text not null,
  acted integer not null,
  ratified integer,
  lapsed integer
) strict;

CREATE INDEX emergency_limit on emergency (lapsed, ratify_by);

CREATE TABLE entry (
  seq integer not null primary key,
  village text not null,
  moment integer not null,
  person text,
  kind text not null,
  subject text not null,
  rules blob,
  key text unique,
  body text not null,
  salt blob not null,
  leaf blob not null
) strict;

CREATE TRIGGER entry_no_delete before delete on entry
begin select raise(abort, 'a row of entry is never changed or deleted'); end;

CREATE TRIGGER entry_no_update before update on entry
begin select raise(abort, 'a row of entry is never changed or deleted'); end;

CREATE INDEX entry_subject on entry (subject, seq);

CREATE INDEX entry_village on entry (village, seq);

CREATE TABLE group_member (
    person_id text not null references person (id),
    since text not null,
    villagers_group text not null,
    entered_by text,
    entered integer not null,
    primary key (person_id, since)
) strict;

CREATE INDEX group_member_group on group_member (villagers_group, person_id);

CREATE TABLE handover (
  village text not null,
  number integer not null,
  what text not null,
  words text not null,
  file text,
  former integer not null,
  first_day text,
  last_day text,
  many integer not null,
  sum_fen integer not null,
  sums text not null,
  paper text not null,
  body text not null,
  prepared_by text,
  prepared integer not null,
  state text not null,
  answered_by text,
  answered integer,
  remark text,
  taken integer not null,
  taken_fen integer not null,
  primary key (village, number)
) strict;

CREATE INDEX handover_state on handover (state, village);

CREATE TABLE inspection (
  id text not null primary key,
  village text not null,
  chosen text not null,
  seed text not null,
  opened_by text,
  opened integer not null
) strict;

CREATE TABLE inspection_finding (
  inspection text not null references inspection (id),
  number integer not null,
  kind text not null,
  item text not null,
  term text not null,
  words text not null,
  seen_by text,
  seen integer not null,
  state text not null,
  due text,
  answer text not null default '',
  answered_by text,
  answered integer,
  said text not null default '',
  judged_by text,
  judged integer,
  primary key (inspection, number)
) strict;

CREATE INDEX inspection_finding_state on inspection_finding (state, due);

CREATE TABLE inspection_late (
  inspection text not null,
  number integer not null,
  due text not null,
  colour text not null,
  entry integer not null,
  primary key (inspection, number, due, colour)
) strict;

CREATE INDEX inspection_village on inspection (village, opened);

CREATE TABLE invoice (
  number text primary key,
  case_id text not null references affair_case (id),
  used integer not null
) strict;

CREATE INDEX invoice_case on invoice (case_id);

CREATE TABLE kin (
  person_id text not null references person (id),
  relative_id text not null references person (id),
  relation text not null,
  declared_by text,
  declared integer not null,
  primary key (person_id, relative_id)
) strict;

CREATE INDEX kin_relative on kin (relative_id);

CREATE TABLE leave (
    id text primary key,
    place text not null,
    mandate_id text not null references mandate (id),
    person_id text not null references person (id),
    post text not null,
    stand_in text not null references person (id),
    starts text not null,
    ends text not null,
    affairs text not null,
    reason text not null,
    proposed_by text not null references person (id),
    proposed integer not null,
    begun_by text references person (id),
    begun integer,
    declined_by text references person (id),
    declined integer,
    ended_by text references person (id),
    ended integer
) strict;

CREATE INDEX leave_mandate on leave (mandate_id, starts, ends);

CREATE INDEX leave_person on leave (person_id, ends);

CREATE INDEX leave_place on leave (place, ends);

CREATE INDEX leave_stand_in on leave (stand_in, ends);

CREATE TABLE mandate (
  id text primary key,
  person_id text not null references person (id),
  post text not null,
  place text not null,
  starts text not null,
  ends text not null,
  granted_by text,
  granted integer not null,
  ended_by text,
  ended integer
, check_id text, leave_id text, affairs text not null default '') strict;

CREATE INDEX mandate_person on mandate (person_id, id);

CREATE INDEX mandate_place on mandate (place, post, id);

CREATE INDEX matched_bank_line on matched_line (village, account, bank_line);

CREATE TABLE matched_line (
  village text not null,
  account text not null,
  matching integer not null,
  position integer not null,
  holds integer not null,
  bank_line integer,
  voucher_id text references voucher (id),
  voucher_position integer,
  day text not null,
  amount_fen integer not null,
  primary key (village, account, matching, position),
  foreign key (village, account, matching) references matching (village, account, number)
) strict;

CREATE INDEX matched_voucher_line on matched_line (voucher_id, voucher_position);

CREATE TABLE matching (
  village text not null,
  account text not null,
  number integer not null,
  settled text not null,
  made_by text,
  made integer not null,
  reason text,
  undone_by text,
  undone integer,
  primary key (village, account, number),
  foreign key (village, account) references bank_account (village, code)
) strict;

CREATE TABLE meeting (
  id text primary key,
  case_id text not null references affair_case (id),
  step text not null,
  body text not null,
  day text not null,
  by_household integer not null,
  voting text not null,
  code text not null,
  status text not null,
  round integer not null,
  opened_by text not null,
  opened integer not null,
  ended integer,
  reason text not null
) strict;

CREATE INDEX meeting_case on meeting (case_id, opened, id);

CREATE TABLE member (
  id text primary key,
  village text not null,
  name text not null,
  person_id text,
  entry integer not null
) strict;

CREATE INDEX member_person on member (person_id);

CREATE TABLE member_proposal (
  case_id text primary key,
  village text not null,
  body text not null
) strict;

CREATE TABLE member_standing (
  member_id text not null references member (id),
  serial integer not null,
  household text not null,
  state text not null,
  heads_hs integer not null,
  work_hs integer not null,
  other_hs integer not null,
  reason text not null,
  case_id text,
  day text not null,
  entry integer not null,
  primary key (member_id, serial)
) strict;

CREATE INDEX member_village on member (village);

CREATE TABLE message (
  id text primary key,
  about text not null,
  village text not null,
  person_id text not null,
  channel text not null,
  address text not null,
  subject text not null,
  text text not null,
  created integer not null,
  failures integer not null,
  next_try integer,
  status text not null,
  claimed integer
) strict;

CREATE INDEX message_waiting on message (status, next_try);

CREATE TABLE meta (
  name text not null primary key,
  value text not null
) strict;

CREATE TABLE migration (
  number integer not null primary key,
  name text not null,
  hash text not null
) strict;

CREATE TABLE objection (
  id text primary key,
  case_id text not null,
  act integer not null,
  lodged integer not null,
  text text not null,
  contact text not null,
  status text not null,
  answer text,
  upheld integer,
  answered_by text,
  answered integer, answered_post text, review text, reviewed_by text, reviewed_post text, reviewed integer,
  foreign key (case_id, act) references publicity (case_id, act)
) strict;

CREATE INDEX objection_case on objection (case_id, act);

CREATE INDEX objection_lodged on objection (case_id, lodged, id);

CREATE TABLE opening_balance (
  village text not null references village_books (village),
  position integer not null,
  account text not null,
  side text not null,
  amount_fen integer not null,
  primary key (village, position)
) strict;

CREATE TABLE opinion (
  meeting_id text not null references meeting (id),
  person_id text not null,
  commitment text not null,
  entry integer not null,
  sealed integer not null,
  stance text not null,
  words text not null,
  opened integer,
  primary key (meeting_id, person_id)
) strict;

CREATE TABLE paper (
  case_id text not null,
  act integer not null,
  position integer not null,
  kind text not null,
  name text not null,
  hash text not null,
  media_type text not null,
  size_bytes integer not null,
  scope text not null,
  primary key (case_id, act, position),
  foreign key (case_id, act) references act (case_id, number)
) strict;

CREATE INDEX paper_hash on paper (hash);

CREATE TABLE paper_view (
  entry integer primary key,
  case_id text not null references affair_case (id),
  hash text not null,
  person_id text not null,
  day text not null,
  moment integer not null
) strict;

CREATE INDEX paper_view_case on paper_view (case_id, hash, person_id, day);

CREATE TABLE payment (
  case_id text not null,
  act integer not null,
  village text not null,
  paid_on text not null,
  month text not null,
  amount_fen integer not null,
  payee text not null,
  purpose text not null,
  method text not null,
  primary key (case_id, act),
  foreign key (case_id, act) references act (case_id, number)
) strict;

CREATE INDEX payment_village on payment (village, month);

CREATE TABLE period (
  village text not null references village_books (village),
  period text not null,
  closed_hash text,
  carried integer not null,
  last_day text,
  chain text not null,
  closed_by text,
  closed integer, unreconciled text,
  primary key (village, period)
) strict;

CREATE TABLE person (
  id text primary key,
  name text not null,
  village text not null,
  household text not null,
  phone text not null,
  email text not null,
  identity text not null,
  born text,
  registered integer not null
) strict;

CREATE INDEX person_phone on person (phone);

CREATE INDEX person_village on person (village, id);

CREATE TABLE photo (
  id text not null primary key,
  village text not null,
  about text not null,
  subject text not null,
  own text not null,
  shown text,
  taken_by text,
  taken integer not null,
  shown_by text,
  shown_at integer
) strict;

CREATE INDEX photo_subject on photo (village, about, subject);

CREATE TABLE plot (
  id text primary key,
  village text not null,
  code text not null,
  name text not null,
  land text not null,
  place text not null,
  book_si integer not null,
  surveyed_si integer,
  drawn_si integer,
  boundary text,
  use_state text not null,
  contract_id text,
  survey_paper text,
  entry integer not null
) strict;

CREATE TABLE plot_contract (
  plot_id text not null references plot (id),
  contract_id text not null,
  moment integer not null,
  primary key (plot_id, contract_id)
) strict;

CREATE INDEX plot_contract_contract on plot_contract (contract_id);

CREATE INDEX plot_village on plot (village, code);

CREATE TABLE proxy (
  meeting_id text not null references meeting (id),
  absent_id text not null,
  holder_id text not null,
  name text not null,
  hash text not null,
  media_type text not null,
  size_bytes integer not null,
  entered integer not null,
  primary key (meeting_id, absent_id)
) strict;

CREATE TABLE publication (
  entry integer primary key,
  village text not null,
  case_id text not null references affair_case (id),
  what text not null,
  number integer not null,
  affair text not null,
  title text not null,
  step text not null,
  day text not null,
  moment integer not null
) strict;

CREATE UNIQUE INDEX publication_of on publication (case_id, what, number);

CREATE INDEX publication_village on publication (village, entry);

CREATE TABLE publicity (
  case_id text not null,
  act integer not null,
  step text not null,
  village text not null,
  opens text not null,
  closes text not null,
  primary key (case_id, act),
  foreign key (case_id, act) references act (case_id, number)
) strict;

CREATE INDEX publicity_village on publicity (village, closes);

CREATE TABLE question (
  id text not null primary key,
  village text not null,
  about text not null,
  subject text not null,
  line text not null,
  words text not null,
  asked integer not null,
  due text not null,
  state text not null,
  answer text not null default '',
  answered_by text,
  answered integer,
  hidden_by text,
  hidden integer,
  hidden_why text not null default ''
, held text not null default '', voice text, opened_words text not null default '', opened_by text, opened integer) strict;

CREATE TABLE question_heard (
  question text not null,
  person text not null,
  day text not null,
  entry integer not null,
  primary key (question, person, day)
) strict;

CREATE INDEX question_held on question (held, asked);

CREATE TABLE question_late (
  question text not null,
  colour text not null,
  entry integer not null,
  primary key (question, colour)
) strict;

CREATE INDEX question_subject on question (village, about, subject);

CREATE INDEX question_village on question (village, asked);

CREATE INDEX question_waiting on question (state, due);

CREATE TABLE receipt (
  village text not null,
  book integer not null,
  number integer not null,
  state text not null,
  case_id text,
  act integer,
  day text not null,
  payer text not null,
  purpose text not null,
  amount_fen integer not null,
  reason text not null,
  paper text,
  kept_by text,
  kept integer not null,
  primary key (village, book, number),
  foreign key (village, book) references receipt_book (village, number)
) strict;

CREATE TABLE receipt_book (
  village text not null,
  number integer not null,
  series text not null,
  first_number integer not null,
  last_number integer not null,
  width integer not null,
  paper text not null,
  kept_by text,
  kept integer not null,
  primary key (village, number)
) strict;

CREATE INDEX receipt_book_series on receipt_book (series, first_number);

CREATE INDEX receipt_case on receipt (case_id);

CREATE TABLE reconciliation (
  village text not null,
  account text not null,
  period text not null,
  number integer not null,
  book_fen integer not null,
  bank_fen integer not null,
  bank_in_fen integer not null,
  bank_out_fen integer not null,
  book_in_fen integer not null,
  book_out_fen integer not null,
  signed_by text,
  signed integer not null,
  remark text,
  seen_by text,
  seen integer,
  primary key (village, account, period, number),
  foreign key (village, account) references bank_account (village, code)
) strict;

CREATE TABLE reconciliation_late (
  village text not null,
  account text not null,
  period text not null,
  told integer not null,
  primary key (village, account, period),
  foreign key (village, account) references bank_account (village, code)
) strict;

CREATE TABLE refused_act (
  entry integer primary key,
  village text not null,
  subject text not null,
  step text not null,
  person_id text,
  rule text not null,
  words text not null,
  moment integer not null
) strict;

CREATE INDEX refused_act_subject on refused_act (subject);

CREATE TABLE reopening (
  village text not null,
  period text not null,
  number integer not null,
  reason text not null,
  proposed_by text,
  proposed integer not null,
  confirmed_by text,
  confirmed integer,
  primary key (village, period, number)
) strict;

CREATE TABLE reservation (
  id text primary key,
  village text not null,
  case_id text not null,
  account text not null,
  amount_fen integer not null,
  day text not null,
  status text not null
, purpose text) strict;

CREATE INDEX reservation_case on reservation (case_id, status, id);

CREATE INDEX reservation_village on reservation (village, status);

CREATE TABLE restoration (
  id text primary key,
  kept integer not null,
  signed integer not null,
  root text not null,
  reason text not null,
  moment integer not null
) strict;

CREATE TABLE reversal (
  village text not null references village_books (village),
  voucher_id text not null references voucher (id),
  number integer not null,
  reason text not null,
  paper text not null,
  instead text not null,
  proposed_by text,
  proposed integer not null,
  confirmed_by text,
  confirmed integer,
  reversed_by text,
  primary key (voucher_id, number)
) strict;

CREATE INDEX reversal_village on reversal (village, proposed);

CREATE TABLE rulebook (
  hash text primary key,
  layers text not null,
  files text not null,
  adopted_by text,
  adopted integer not null,
  current integer not null
) strict;

CREATE TABLE rulebook_proposal (
  id text primary key,
  hash text not null,
  against text not null,
  layers text not null,
  files text not null,
  reason text not null,
  status text not null,
  proposed_by text not null,
  proposed integer not null,
  decided_by text,
  decided integer
) strict;

CREATE TABLE screen (
  id text not null primary key,
  village text not null,
  name text not null,
  from_hour integer not null,
  to_hour integer not null,
  aloud_hour integer,
  registered_by text,
  registered integer not null,
  removed integer,
  removed_why text not null default '',
  dark_since integer
) strict;

CREATE INDEX screen_village on screen (village, id);

CREATE TABLE seat (
  meeting_id text not null references meeting (id),
  person_id text not null,
  household text not null,
  arrived integer,
  way text not null,
  recused integer not null,
  speaks_last integer not null,
  primary key (meeting_id, person_id)
) strict;

CREATE TABLE second_check (
  id text primary key,
  act text not null,
  place text not null,
  person_id text not null references person (id),
  post text,
  starts text,
  ends text,
  opening integer not null default 0,
  asked_by text not null references person (id),
  asked integer not null,
  answered_by text references person (id),
  answered integer,
  agreed integer not null default 0,
  reason text not null default '',
  used integer not null default 0
) strict;

CREATE INDEX second_check_person on second_check (person_id, id);

CREATE INDEX second_check_place on second_check (place, id);

CREATE TABLE sitting (
  case_id text not null,
  act integer not null,
  body text not null,
  day text not null,
  entitled integer not null,
  present integer not null,
  recused integer not null,
  votes_for integer not null,
  votes_against integer not null,
  abstained integer not null,
  passed integer not null,
  rule text not null, villagers_group text not null default '',
  primary key (case_id, act),
  foreign key (case_id, act) references act (case_id, number)
) strict;

CREATE TABLE table_line (
  case_id text not null,
  act integer not null,
  name text not null,
  line integer not null,
  who text not null,
  person_id text,
  day text,
  amount_fen integer,
  primary key (case_id, act, name, line),
  foreign key (case_id, act) references act (case_id, number)
) strict;

CREATE INDEX table_line_person on table_line (person_id);

CREATE INDEX table_line_who on table_line (who, day);

CREATE TABLE village_account (
  village text not null references village_books (village),
  code text not null,
  name_zh text not null,
  name_en text not null,
  primary key (village, code)
) strict;

CREATE TABLE village_books (
  village text primary key,
  first_period text not null,
  rules text not null,
  paper text not null,
  opened_by text,
  opened integer not null
) strict;

CREATE TABLE voucher (
  id text primary key,
  village text not null,
  period text not null,
  word text not null,
  serial integer not null,
  day text not null,
  summary text not null,
  amount_fen integer not null,
  origin text not null,
  case_id text,
  act integer,
  handler text,
  witness text,
  reviewer text,
  approver text,
  hash text not null,
  entry integer not null,
  posted_by text,
  posted integer not null,
  unique (village, period, word, serial),
  unique (case_id, act),
  foreign key (village, period) references period (village, period)
) strict;

CREATE TABLE voucher_import (
  village text not null references village_books (village),
  number integer not null,
  source text not null,
  file text not null,
  first_day text not null,
  last_day text not null,
  vouchers integer not null,
  sum_fen integer not null,
  sent_by text,
  sent integer not null,
  primary key (village, number)
) strict;

CREATE TABLE voucher_line (
  voucher_id text not null references voucher (id),
  position integer not null,
  village text not null,
  day text not null,
  account text not null,
  side text not null,
  amount_fen integer not null,
  primary key (voucher_id, position)
) strict;

CREATE INDEX voucher_line_account on voucher_line (village, account, day);

CREATE TABLE voucher_paper (
  voucher_id text not null references voucher (id),
  position integer not null,
  hash text not null,
  primary key (voucher_id, position)
) strict;

CREATE TABLE voucher_serial (
  village text not null,
  period text not null,
  word text not null,
  serial integer not null,
  primary key (village, period, word),
  foreign key (village, period) references period (village, period)
) strict;

CREATE INDEX voucher_village on voucher (village, period, entry);

-- The directory store.

CREATE TABLE county (
  code text not null primary key,
  name text not null
) strict;

CREATE TABLE earlier_password (
  sign_in text not null references sign_in (name),
  number integer not null,
  password text not null,
  primary key (sign_in, number)
) strict;

CREATE TABLE guess (
  bucket text not null primary key,
  failures integer not null,
  since integer not null
) strict;

CREATE TABLE household_code (
  village text not null,
  household text not null,
  hash blob not null,
  given integer not null,
  primary key (village, household)
) strict;

CREATE UNIQUE INDEX household_code_hash on household_code (hash);

CREATE TABLE household_session (
  token blob not null primary key,
  person text not null,
  village text not null,
  household text not null,
  way text not null check (way in ('phone', 'code', 'helper')),
  helper text,
  opened integer not null,
  last_seen integer not null,
  idle_ms integer not null,
  expires integer not null,
  ended integer,
  csrf text not null
) strict;

CREATE INDEX household_session_home on household_session (village, household, opened);

CREATE TABLE migration (
  number integer not null primary key,
  name text not null,
  hash text not null
) strict;

CREATE TABLE phone_code (
  ticket blob not null primary key,
  person text,
  hash blob not null,
  tries integer not null,
  expires integer not null
) strict;

CREATE TABLE reading (
  village text not null,
  page text not null,
  day text not null,
  many integer not null,
  primary key (village, page, day)
) strict;

CREATE TABLE sealed_opinion (
  commitment text not null primary key,
  meeting text not null,
  salt text not null,
  stance text not null,
  words text not null
) strict;

CREATE TABLE search_line (
  place text not null,
  number integer not null,
  kind text not null,
  what text not null,
  what_en text not null,
  who text not null,
  who_en text not null,
  day text not null,
  amount_fen integer,
  href text not null,
  primary key (place, number)
) strict;

CREATE INDEX search_line_amount on search_line (amount_fen, day, place, number);

CREATE TABLE search_piece (
  piece text not null,
  place text not null,
  lines blob not null,
  primary key (piece, place)
) strict;

CREATE INDEX search_piece_place on search_piece (place);

CREATE TABLE search_village (
  place text not null primary key,
  head integer not null,
  day text not null,
  shape integer not null
) strict;

CREATE TABLE secret (
  name text not null primary key,
  value blob not null
) strict;

CREATE TABLE seen_checkpoint (
  county text primary key,
  size integer not null,
  note text not null
) strict;

CREATE TABLE session (
  token blob not null primary key,
  sign_in text not null references sign_in (name),
  opened integer not null,
  last_seen integer not null,
  expires integer not null,
  csrf text not null
) strict;

CREATE INDEX session_sign_in on session (sign_in);

CREATE TABLE sign_in (
  name text not null primary key,
  person text not null,
  county text not null,
  password text not null,
  must_change integer not null check (must_change in (0, 1)),
  created integer not null
) strict;

CREATE INDEX sign_in_person on sign_in (person);
