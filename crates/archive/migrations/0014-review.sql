-- An answer to an objection is given by somebody who had no hand in the matter and reviewed by somebody else: in which post it
-- was given, and what the review found. Unknown of answers from before this.
alter table objection add column answered_post text;
alter table objection add column review text;
alter table objection add column reviewed_by text;
alter table objection add column reviewed_post text;
alter table objection add column reviewed bigint;
