-- Ways into the tables on which every deed looks: in the order in which it reads, so that nothing is sorted.
drop index mandate_person;
drop index mandate_place;
drop index meeting_case;
create index mandate_person on mandate (person_id, id);
create index mandate_place on mandate (place, post, id);
create index meeting_case on meeting (case_id, opened, id);
create index delegation_recorded on delegation (village, recorded desc, id);
create index objection_lodged on objection (case_id, lodged, id);
create index kin_relative on kin (relative_id);
create index reservation_case on reservation (case_id, status, id);
create index affair_case_begun on affair_case (village, opened, party);
