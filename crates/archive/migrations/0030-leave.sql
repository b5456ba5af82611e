-- An officer away from a post for a time, and who holds its duties meanwhile. Codes of affairs are written ` C1 F3 `;
-- nothing means all that the post does.
create table leave (
    id text primary key,
    place text not null,
    mandate_id text not null references mandate (id),
    person_id text not null references person (id),
    post text not null,
    stand_in text not null references person (id),
    starts text not null,
    ends text not null,
    affairs text not null,
    reason text not null,
    proposed_by text not null references person (id),
    proposed bigint not null,
    begun_by text references person (id),
    begun bigint,
    declined_by text references person (id),
    declined bigint,
    ended_by text references person (id),
    ended bigint
);

create index leave_mandate on leave (mandate_id, starts, ends);
create index leave_place on leave (place, ends);
create index leave_person on leave (person_id, ends);
create index leave_stand_in on leave (stand_in, ends);

-- A mandate that only lasts while somebody stands in, and in which affairs it counts; nothing means everywhere.
alter table mandate add column leave_id text;
alter table mandate add column affairs text not null default '';
