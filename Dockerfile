# Builds Tocsin from this folder and keeps what it runs on: docs/container.md.
# BASE is any Debian from 13 on, or a system like it with apt-get, glibc and libstdc++.
ARG BASE=docker.io/library/debian:trixie-slim

FROM ${BASE} AS build
# Any Node.js from 20 on will do here: the one that runs Tocsin comes with the dependencies.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates npm \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /opt/tocsin
COPY package.json package-lock.json ./
COPY scripts scripts
RUN node scripts/prepare.mjs cli
COPY . .
# A checkout may be closed to others, or open to them: Tocsin may read all of it, and change nothing.
RUN node scripts/prepare.mjs start \
    && node_modules/.bin/node deploy/container/slim.mjs \
    && chmod -R a+rX,go-w .

FROM ${BASE}
ARG VERSION=""
ARG REVISION=""
LABEL org.opencontainers.image.title="Tocsin" \
      org.opencontainers.image.description="Alerts in, webhooks out: delivers alert events to webhook channels." \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
RUN groupadd --gid 10001 tocsin \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin tocsin \
    && install --directory --mode 0700 --owner 10001 --group 10001 /data
COPY --from=build /opt/tocsin /opt/tocsin
COPY --chmod=0755 deploy/container/tocsin deploy/container/tocsin-health /usr/local/bin/
ENV DATA_DIR=/data
VOLUME /data
WORKDIR /data
EXPOSE 3000
USER 10001:10001
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD ["tocsin-health"]
ENTRYPOINT ["tocsin"]
