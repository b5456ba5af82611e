-- Bank statements line by line, what of them belongs to which line of the books, and the two compared month by month.
create table bank_columns (
  village text not null,
  account text not null,
  columns text not null,
  primary key (village, account),
  foreign key (village, account) references bank_account (village, code)
);

create table bank_statement (
  village text not null,
  account text not null,
  number bigint not null,
  form text not null,
  opening_fen bigint not null,
  closing_fen bigint not null,
  until text not null,
  added bigint not null,
  again bigint not null,
  file text not null,
  sent_by text,
  sent bigint not null,
  primary key (village, account, number),
  foreign key (village, account) references bank_account (village, code)
);

create table bank_line (
  village text not null,
  account text not null,
  number bigint not null,
  statement bigint not null,
  day text not null,
  amount_fen bigint not null,
  balance_fen bigint not null,
  payee text not null,
  remark text not null,
  reference text not null,
  mark text not null,
  primary key (village, account, number),
  unique (village, account, mark),
  foreign key (village, account, statement) references bank_statement (village, account, number)
);
create index bank_line_day on bank_line (village, account, day);

create table matching (
  village text not null,
  account text not null,
  number bigint not null,
  settled text not null,
  made_by text,
  made bigint not null,
  reason text,
  undone_by text,
  undone bigint,
  primary key (village, account, number),
  foreign key (village, account) references bank_account (village, code)
);

create table matched_line (
  village text not null,
  account text not null,
  matching bigint not null,
  position bigint not null,
  holds bigint not null,
  bank_line bigint,
  voucher_id text references voucher (id),
  voucher_position bigint,
  day text not null,
  amount_fen bigint not null,
  primary key (village, account, matching, position),
  foreign key (village, account, matching) references matching (village, account, number)
);
create index matched_bank_line on matched_line (village, account, bank_line);
create index matched_voucher_line on matched_line (voucher_id, voucher_position);

create table reconciliation (
  village text not null,
  account text not null,
  period text not null,
  number bigint not null,
  book_fen bigint not null,
  bank_fen bigint not null,
  bank_in_fen bigint not null,
  bank_out_fen bigint not null,
  book_in_fen bigint not null,
  book_out_fen bigint not null,
  signed_by text,
  signed bigint not null,
  remark text,
  seen_by text,
  seen bigint,
  primary key (village, account, period, number),
  foreign key (village, account) references bank_account (village, code)
);
