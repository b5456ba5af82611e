-- On each day with a voucher, what every account that has moved in the month moved by since its first day, debit-positive: the balances
-- of any day lie side by side, and a voucher's lines stand in one index less. Days of a month never go back.
create table account_day (
  village text not null,
  day text not null,
  account text not null,
  moved_fen bigint not null,
  primary key (village, day, account)
);
insert into account_day (village, day, account, moved_fen)
  select d.village, d.day, l.account, sum(case when l.side = 'debit' then l.amount_fen else -l.amount_fen end)
  from (select distinct village, day from voucher_line) d
  join voucher_line l on l.village = d.village and l.day >= substr(d.day, 1, 8) || '01' and l.day <= d.day
  group by d.village, d.day, l.account;
drop index voucher_line_day;
