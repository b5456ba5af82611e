-- Vouchers taken back: one proposes with reason and paper, another confirms.
create table reversal (
  village text not null references village_books (village),
  voucher_id text not null references voucher (id),
  number bigint not null,
  reason text not null,
  paper text not null,
  instead text not null,
  proposed_by text,
  proposed bigint not null,
  confirmed_by text,
  confirmed bigint,
  reversed_by text,
  primary key (voucher_id, number)
);
create index reversal_village on reversal (village, proposed);
