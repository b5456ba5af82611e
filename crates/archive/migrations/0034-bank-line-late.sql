-- Lines that only the bank holds, of which the supervisors were told that nobody matched them in time.
create table bank_line_late (
  village text not null,
  account text not null,
  line bigint not null,
  told bigint not null,
  primary key (village, account, line),
  foreign key (village, account, line) references bank_line (village, account, number)
);
