-- Land of villages: each plot, its areas in ten-thousandths of a mu, its boundary, its contract, and every survey of it.
create table plot (
  id text primary key,
  village text not null,
  code text not null,
  name text not null,
  land text not null,
  place text not null,
  book_si bigint not null,
  surveyed_si bigint,
  drawn_si bigint,
  boundary text,
  use_state text not null,
  contract_id text,
  survey_paper text,
  entry bigint not null
);
create index plot_village on plot (village, code);

create table plot_contract (
  plot_id text not null references plot (id),
  contract_id text not null,
  moment bigint not null,
  primary key (plot_id, contract_id)
);
create index plot_contract_contract on plot_contract (contract_id);
