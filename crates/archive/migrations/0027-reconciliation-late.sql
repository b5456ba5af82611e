-- Months of which the supervisors were told that a bank account was not reconciled in time.
create table reconciliation_late (
  village text not null,
  account text not null,
  period text not null,
  told bigint not null,
  primary key (village, account, period),
  foreign key (village, account) references bank_account (village, code)
);
