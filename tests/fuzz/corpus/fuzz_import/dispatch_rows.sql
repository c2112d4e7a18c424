--
-- PostgreSQL database dump
--
SET client_encoding = 'UTF8';
COPY dispatch_organization_default.incident (id, name, title, description, resolution, status, reported_at, stable_at, closed_at, visibility) FROM stdin;
7	dispatch-7	Playback stops	Every film stopped after ten minutes.\nOnly on televisions.	\N	Stable	2025-02-01 10:00:00	2025-02-01 11:30:00	\N	Open
\.
COPY dispatch_organization_default.event (id, incident_id, source, description, started_at, ended_at, details) FROM stdin;
1	7	Incident Participant	Found a token that lives ten minutes	2025-02-01 10:40:00	2025-02-01 10:40:00	{"a": 1}
\.
