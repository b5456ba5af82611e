-- Alerts (预警), the attempts that raised them, and the messages that tell of them.
create table refused_act (
  entry bigint primary key,
  village text not null,
  subject text not null,
  step text not null,
  person_id text,
  rule text not null,
  words text not null,
  moment bigint not null
);
create index refused_act_subject on refused_act (subject);

create table alert (
  id text primary key,
  likeness text not null unique,
  rule text not null,
  severity text not null,
  village text not null,
  subject text not null,
  step text not null,
  person_id text,
  words text not null,
  articles text not null,
  raised bigint not null,
  last_seen bigint not null,
  times bigint not null,
  status text not null,
  level text not null,
  acknowledge_by bigint
);
create index alert_village on alert (village, status);
create index alert_waiting on alert (status, acknowledge_by);

create table alert_receiver (
  alert_id text not null references alert (id),
  post text not null,
  place text not null,
  since bigint not null,
  acknowledged_by text,
  acknowledged bigint,
  primary key (alert_id, post, place)
);
create index alert_receiver_place on alert_receiver (place, post);

create table alert_step (
  alert_id text not null references alert (id),
  number bigint not null,
  deed text not null,
  person_id text,
  moment bigint not null,
  text text not null,
  primary key (alert_id, number)
);

create table message (
  id text primary key,
  alert_id text not null references alert (id),
  person_id text not null,
  channel text not null,
  address text not null,
  subject text not null,
  text text not null,
  created bigint not null,
  failures bigint not null,
  next_try bigint,
  status text not null
);
create index message_waiting on message (status, next_try);
