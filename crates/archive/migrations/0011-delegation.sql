-- When a meeting that delegates was called, and who signed in to it; unknown of what was recorded before this.
alter table delegation add column noticed text;
alter table delegation add column attendance text;

-- What the director of the supervision committee found a delegation to be, against its papers. Without a row that
-- confirms it, it lets nobody decide anything.
create table delegation_answer (
  delegation_id text primary key references delegation (id),
  confirmed bigint not null,
  reason text not null,
  person_id text not null,
  moment bigint not null
);
