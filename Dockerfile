# The image of every ecase process: web, workers, beat, watchdog and migrate differ only in their command.
# No secret is built in; docker-compose.yml shows the environment each process needs.

FROM node:24-bookworm-slim AS front
WORKDIR /front
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts

FROM python:3.11-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1
WORKDIR /ecase
RUN python -m venv .venv && .venv/bin/pip install -q uv==0.13.9
COPY requirements.txt ./
RUN .venv/bin/uv pip install --no-cache --compile-bytecode --python .venv/bin/python --require-hashes -r requirements.txt
COPY . .
COPY --from=front /front/node_modules node_modules
# collectstatic reads the settings, which refuse to load without these; none of them stays in the image.
RUN .venv/bin/python -m ecase.machine.vendor \
 && .venv/bin/python -m ecase.machine.translations \
 && DATABASE_URL=postgresql://build@localhost/build \
    SECRET_KEY=used-while-building-and-nowhere-else-0000 \
    ECASE_LEDGER_KEY=0000000000000000000000000000000000000000000000000000000000000000 \
    .venv/bin/python manage.py collectstatic --noinput -v0 --ignore redoc --ignore fonts-pdf \
 && rm -rf node_modules .git

FROM python:3.11-slim-bookworm
RUN apt-get update -qq \
 && apt-get install -y -qq --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --home-dir /data --no-create-home --shell /usr/sbin/nologin ecase \
 && install -d -o ecase -g ecase -m 0750 /data
COPY --from=build /ecase /ecase
WORKDIR /ecase
# docker build --build-arg ECASE_BUILD=0.1.0+$(git rev-parse --short=12 HEAD) .   (the ledger stores it)
ARG ECASE_BUILD=0.1.0
ENV PATH=/ecase/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    LC_ALL=C.UTF-8 \
    DJANGO_SETTINGS_MODULE=ecase.settings \
    ECASE_DATA=/data \
    ECASE_BUILD=$ECASE_BUILD \
    HOST=0.0.0.0 \
    PORT=8000
USER ecase
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "ecase.wsgi:application", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", "--threads", "4", "--timeout", "60", "--graceful-timeout", "10", "--no-control-socket", "--worker-tmp-dir", "/dev/shm", "--access-logfile", "-", "--access-logformat", "%(h)s %(t)s %(m)s %(U)s %(s)s %(B)s %(L)s"]
