-- Why a month was closed though a bank account did not agree with the bank: in words, for everybody.
alter table period add column unreconciled text;
-- Interest and charges that stand on a bank's statement, entered in the books by two: a line makes one voucher.
create table bank_entry (
  village text not null,
  account text not null,
  line bigint not null,
  number bigint not null,
  kind text not null,
  proposed_by text,
  proposed bigint not null,
  state text not null,
  answered_by text,
  answered bigint,
  remark text,
  voucher_id text,
  primary key (village, account, line, number),
  foreign key (village, account, line) references bank_line (village, account, number)
);
create index bank_entry_state on bank_entry (state, village);
