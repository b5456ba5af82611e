-- Receipts by number: the books that the township handed out, and every number of them that was issued or cancelled.
create table receipt_book (
  village text not null,
  number bigint not null,
  series text not null,
  first_number bigint not null,
  last_number bigint not null,
  width bigint not null,
  paper text not null,
  kept_by text,
  kept bigint not null,
  primary key (village, number)
);
create index receipt_book_series on receipt_book (series, first_number);

create table receipt (
  village text not null,
  book bigint not null,
  number bigint not null,
  state text not null,
  case_id text,
  act bigint,
  day text not null,
  payer text not null,
  purpose text not null,
  amount_fen bigint not null,
  reason text not null,
  paper text,
  kept_by text,
  kept bigint not null,
  primary key (village, book, number),
  foreign key (village, book) references receipt_book (village, number)
);
create index receipt_case on receipt (case_id);
