-- Of which villagers' group somebody is in their village, from a day on; an empty day: from the beginning. An empty group:
-- of none.
create table group_member (
    person_id text not null references person (id),
    since text not null,
    villagers_group text not null,
    entered_by text,
    entered bigint not null,
    primary key (person_id, since)
);

create index group_member_group on group_member (villagers_group, person_id);

-- The group that met, where the body is one of a villagers' group.
alter table sitting add column villagers_group text not null default '';
