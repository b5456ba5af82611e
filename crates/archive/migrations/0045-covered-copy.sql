-- Papers as everybody may see them: covered by one person, reviewed by another, every version kept. Pages are JSON: the picture's
-- hash, size in pixels and bytes, and the covered places.
create table covered_copy (
  case_id text not null references affair_case (id),
  paper text not null,
  version bigint not null,
  village text not null,
  pages text not null,
  hash blob not null,
  state text not null,
  covered_by text,
  covered bigint not null,
  reviewed_by text,
  reviewed bigint,
  why text not null default '',
  primary key (case_id, paper, version)
);
create index covered_copy_village on covered_copy (village, state, covered);
