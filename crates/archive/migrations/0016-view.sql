-- Who looked at the original of a paper that is not for everybody, each person once a day and paper.
create table paper_view (
  entry bigint primary key,
  case_id text not null references affair_case (id),
  hash text not null,
  person_id text not null,
  day text not null,
  moment bigint not null
);
create index paper_view_case on paper_view (case_id, hash, person_id, day);
