-- The hashes of the passwords that a sign-in had before: none of them is taken again.
create table earlier_password (
  sign_in text not null references sign_in (name),
  number bigint not null,
  password text not null,
  primary key (sign_in, number)
);
