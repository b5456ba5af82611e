-- Cases (办件) of the affairs, what was done in them, and what came of it.
create table affair_case (
  id text primary key,
  affair text not null,
  village text not null,
  title text not null,
  rules text not null,
  status text not null,
  step text not null,
  revision bigint not null,
  opened bigint not null,
  opened_by text not null,
  changed bigint not null,
  due text,
  remind text,
  reminded bigint not null,
  amount_fen bigint,
  paid_fen bigint not null,
  party text,
  facts text not null
);
create index affair_case_village on affair_case (village, changed);
create index affair_case_due on affair_case (status, due);

create table act (
  case_id text not null references affair_case (id),
  number bigint not null,
  step text not null,
  outcome text not null,
  person_id text not null,
  post text not null,
  moment bigint not null,
  fields text not null,
  discloses text not null,
  primary key (case_id, number)
);

create table paper (
  case_id text not null,
  act bigint not null,
  position bigint not null,
  kind text not null,
  name text not null,
  hash text not null,
  media_type text not null,
  size_bytes bigint not null,
  scope text not null,
  primary key (case_id, act, position),
  foreign key (case_id, act) references act (case_id, number)
);
create index paper_hash on paper (hash);

create table sitting (
  case_id text not null,
  act bigint not null,
  body text not null,
  day text not null,
  entitled bigint not null,
  present bigint not null,
  recused bigint not null,
  votes_for bigint not null,
  votes_against bigint not null,
  abstained bigint not null,
  passed bigint not null,
  rule text not null,
  primary key (case_id, act),
  foreign key (case_id, act) references act (case_id, number)
);

create table attendance (
  case_id text not null,
  act bigint not null,
  person_id text not null,
  present bigint not null,
  recused bigint not null,
  primary key (case_id, act, person_id),
  foreign key (case_id, act) references sitting (case_id, act)
);

create table publicity (
  case_id text not null,
  act bigint not null,
  step text not null,
  village text not null,
  opens text not null,
  closes text not null,
  primary key (case_id, act),
  foreign key (case_id, act) references act (case_id, number)
);
create index publicity_village on publicity (village, closes);

create table objection (
  id text primary key,
  case_id text not null,
  act bigint not null,
  lodged bigint not null,
  text text not null,
  contact text not null,
  status text not null,
  answer text,
  upheld bigint,
  answered_by text,
  answered bigint,
  foreign key (case_id, act) references publicity (case_id, act)
);
create index objection_case on objection (case_id, act);

create table payment (
  case_id text not null,
  act bigint not null,
  village text not null,
  paid_on text not null,
  month text not null,
  amount_fen bigint not null,
  payee text not null,
  purpose text not null,
  method text not null,
  primary key (case_id, act),
  foreign key (case_id, act) references act (case_id, number)
);
create index payment_village on payment (village, month);

create table invoice (
  number text primary key,
  case_id text not null references affair_case (id),
  used bigint not null
);
create index invoice_case on invoice (case_id);

-- What the villagers' meeting lets representatives decide, and for how long.
create table delegation (
  id text primary key,
  village text not null,
  body text not null,
  matters text not null,
  starts text not null,
  ends text not null,
  decided_on text not null,
  votes_for bigint not null,
  entitled bigint not null,
  present bigint not null,
  minutes text not null,
  recorded_by text not null,
  recorded bigint not null
);
create index delegation_village on delegation (village, ends);
