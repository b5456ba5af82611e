-- Vouchers of another program, taken over as history: which file, how much, by whom.
create table voucher_import (
  village text not null references village_books (village),
  number bigint not null,
  source text not null,
  file text not null,
  first_day text not null,
  last_day text not null,
  vouchers bigint not null,
  sum_fen bigint not null,
  sent_by text,
  sent bigint not null,
  primary key (village, number)
);
