-- A letter tells of an alert or of a case whose limit is near; and before it is sent, one worker claims it.
alter table message rename to message_before;
create table message (
  id text primary key,
  about text not null,
  village text not null,
  person_id text not null,
  channel text not null,
  address text not null,
  subject text not null,
  text text not null,
  created bigint not null,
  failures bigint not null,
  next_try bigint,
  status text not null,
  claimed bigint
);
insert into message (id, about, village, person_id, channel, address, subject, text, created, failures, next_try, status)
select m.id, m.alert_id, a.village, m.person_id, m.channel, m.address, m.subject, m.text, m.created, m.failures, m.next_try, m.status
from message_before m join alert a on a.id = m.alert_id;
drop table message_before;
create index message_waiting on message (status, next_try);
