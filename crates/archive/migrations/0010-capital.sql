-- The books of villages: opening balances, periods with what each account did, vouchers, money kept back.
create table village_books (
  village text primary key,
  first_period text not null,
  rules text not null,
  paper text not null,
  opened_by text,
  opened bigint not null
);

create table village_account (
  village text not null references village_books (village),
  code text not null,
  name_zh text not null,
  name_en text not null,
  primary key (village, code)
);

create table bank_account (
  village text not null,
  code text not null,
  bank text not null,
  kind text not null,
  last_digits text not null,
  primary key (village, code),
  foreign key (village, code) references village_account (village, code)
);

create table opening_balance (
  village text not null references village_books (village),
  position bigint not null,
  account text not null,
  side text not null,
  amount_fen bigint not null,
  primary key (village, position)
);

create table period (
  village text not null references village_books (village),
  period text not null,
  closed_hash text,
  carried bigint not null,
  last_day text,
  chain text not null,
  closed_by text,
  closed bigint,
  primary key (village, period)
);

create table voucher_serial (
  village text not null,
  period text not null,
  word text not null,
  serial bigint not null,
  primary key (village, period, word),
  foreign key (village, period) references period (village, period)
);

create table account_turn (
  village text not null,
  period text not null,
  account text not null,
  opening_fen bigint not null,
  debit_fen bigint not null,
  credit_fen bigint not null,
  carried_fen bigint not null,
  lowest_fen bigint not null,
  highest_fen bigint not null,
  primary key (village, period, account),
  foreign key (village, period) references period (village, period)
);

create table voucher (
  id text primary key,
  village text not null,
  period text not null,
  word text not null,
  serial bigint not null,
  day text not null,
  summary text not null,
  amount_fen bigint not null,
  origin text not null,
  case_id text,
  act bigint,
  handler text,
  witness text,
  reviewer text,
  approver text,
  hash text not null,
  entry bigint not null,
  posted_by text,
  posted bigint not null,
  unique (village, period, word, serial),
  unique (case_id, act),
  foreign key (village, period) references period (village, period)
);
create index voucher_village on voucher (village, period, entry);

create table voucher_line (
  voucher_id text not null references voucher (id),
  position bigint not null,
  village text not null,
  day text not null,
  account text not null,
  side text not null,
  amount_fen bigint not null,
  primary key (voucher_id, position)
);
create index voucher_line_account on voucher_line (village, account, day);

create table voucher_paper (
  voucher_id text not null references voucher (id),
  position bigint not null,
  hash text not null,
  primary key (voucher_id, position)
);

create table reservation (
  id text primary key,
  village text not null,
  case_id text not null,
  account text not null,
  amount_fen bigint not null,
  day text not null,
  status text not null
);
create index reservation_village on reservation (village, status);

create table contract_drawn (
  contract_id text primary key,
  village text not null,
  drawn_fen bigint not null
);

create table reopening (
  village text not null,
  period text not null,
  number bigint not null,
  reason text not null,
  proposed_by text,
  proposed bigint not null,
  confirmed_by text,
  confirmed bigint,
  primary key (village, period, number)
);
