-- What a superuser does once per cluster, by psql: the four roles and the empty database.
-- What the roles may do inside the database is the first migration of ecase.web.
--
-- Passwords come from the environment (never from the command line, where `ps` shows them):
-- ECASE_OWNER_PASSWORD, ECASE_APP_PASSWORD, ECASE_CLOCK_PASSWORD, ECASE_READ_PASSWORD.
-- ECASE_DEVELOPMENT=1 lets ecase_owner make and drop test databases. Running it twice is harmless.

\set ON_ERROR_STOP on
\getenv owner_password ECASE_OWNER_PASSWORD
\getenv app_password ECASE_APP_PASSWORD
\getenv clock_password ECASE_CLOCK_PASSWORD
\getenv read_password ECASE_READ_PASSWORD
\set development 0
\getenv development ECASE_DEVELOPMENT

SELECT format('CREATE ROLE %I LOGIN', wanted)
  FROM unnest(ARRAY['ecase_owner', 'ecase_app', 'ecase_clock', 'ecase_read']) AS wanted
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) \gexec

ALTER ROLE ecase_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'owner_password';
ALTER ROLE ecase_app   LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'app_password';
ALTER ROLE ecase_clock LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'clock_password';
ALTER ROLE ecase_read  LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'read_password';

\if :development
ALTER ROLE ecase_owner CREATEDB;
GRANT pg_signal_backend TO ecase_owner;
\endif

SELECT 'CREATE DATABASE ecase OWNER ecase_owner TEMPLATE template0 ENCODING ''UTF8'' LOCALE ''C.UTF-8'''
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'ecase') \gexec
