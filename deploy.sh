#!/usr/bin/env bash
# Builds and starts everything in docker-compose.yml and waits until the app reports that it is healthy.
# The first time it writes .env with secrets made on this machine. Run again it updates what changed.
# DEPLOY_TIMEOUT: seconds to wait for health (300). Needs Docker Engine 25 or later with Compose 2.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

timeout="${DEPLOY_TIMEOUT:-300}"

fail() {
  echo "deploy: $1" >&2
  exit 1
}

random_hex() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }

# Fills the two secrets into a copy of .env.example that only its owner can read.
write_env() {
  (
    umask 077
    sed -e "s/^JWT_SECRET=.*/JWT_SECRET=$(random_hex)/" \
      -e "s/^REDIS_PASSWORD=.*/REDIS_PASSWORD=$(random_hex)/" .env.example >.env.new
  )
  mv .env.new .env
  echo "Wrote .env with new secrets."
}

health() { docker inspect --format '{{.State.Health.Status}}' "$1" 2>/dev/null || echo absent; }

show_what_is_wrong() {
  docker compose ps --all >&2
  docker compose logs --tail 40 app mongo-init >&2
}

command -v docker >/dev/null || fail 'Docker is not installed'
docker compose version >/dev/null 2>&1 || fail 'the Docker Compose plugin is not installed'
[ -e .env ] || write_env

echo 'Building and starting ...'
if ! docker compose up -d --build --remove-orphans; then
  show_what_is_wrong
  fail 'the services did not start'
fi

deadline=$((SECONDS + timeout))
for container in elearning-redis redis-exporter elearning-app; do
  echo "Waiting for ${container} to be healthy ..."
  until [ "$(health "$container")" = healthy ]; do
    if ((SECONDS >= deadline)); then
      show_what_is_wrong
      fail "${container} is $(health "$container") after ${timeout} s"
    fi
    sleep 1
  done
done

cat <<EOF
Deployed.
  Application:    http://localhost:8000
  API reference:  http://localhost:8000/docs
  Health:         http://localhost:8000/health
  App metrics:    http://localhost:8000/metrics
  Redis metrics:  http://localhost:9121/metrics
EOF
