-- What was paid of a distribution, member by member and step by step: a household whose account refused it stands as unpaid until it is
-- paid again. What was paid before is paid in full.
create table distribution_payment (
  case_id text not null references distribution (case_id),
  member_id text not null references member (id),
  act bigint not null,
  day text not null,
  amount_fen bigint not null,
  primary key (case_id, member_id, act)
);
insert into distribution_payment (case_id, member_id, act, day, amount_fen)
  select l.case_id, l.member_id, 0, d.paid, l.amount_fen from distribution_line l
  join distribution d on d.case_id = l.case_id where d.paid is not null and l.amount_fen > 0;
