# What stands before the blocks of a page: `runner` in both of its forms, and what a block says that it needs.
set -euE -o pipefail
exec 2>&1 # in the order in which it was said
trap 'echo "ended with $?: $BASH_COMMAND" >&2' ERR

beside=()
end_of_block() {
  for process in ${beside[@]+"${beside[@]}"}; do
    kill "$process" && wait "$process" || true
  done
  beside=()
} 2> /dev/null
at_the_end() {
  end_of_block
  [ -z "${PGPORT-}" ] || dropdb --if-exists --force jobgraph
}
trap at_the_end EXIT

command_line() { "$NODE" --max-semi-space-size=8 "$ROOT/apps/runner/src/main.ts" "$@" < /dev/null; }

# A command that goes on until Ctrl-C goes on beside the others until its block ends.
runner() {
  case "$*" in
    dev* | simulate* | "db serve"*) start "$@" ;;
    *) command_line "$@" ;;
  esac
}

start() {
  said="$HOME/said.${#beside[@]}"
  : > "$said" # what the last page's service said there is not this one's
  "$NODE" "$ROOT/apps/runner/src/main.ts" "$@" > "$said" 2>&1 &
  beside+=($!)
  until grep -qE "answers at|ADZUNA_BASE_URL=|Listening on" "$said"; do
    kill -0 $! || { cat "$said"; return 1; }
    sleep 0.1
  done
}

# What a command says in JSON: the first that a pattern finds.
real() {
  command_line "${@:2}" --json > "$HOME/answer.json"
  grep -oP "$1" "$HOME/answer.json" > "$HOME/found.txt" || { cat "$HOME/answer.json" >&2; return 1; }
  head -n 1 "$HOME/found.txt"
}

npx() {
  case "$*" in
    "-y pnpm@12 runner "*) runner "${@:4}" ;;
    "-y pnpm@12 --silent runner "*) runner "${@:5}" ;;
    # Of the project itself, where the packages of the one who runs the test are kept.
    *) (cd "$ROOT" && HOME=$HOME_OF_PNPM command npx "$@") ;;
  esac
}

curl() { command curl --silent --show-error --fail-with-body "$@"; }

# In a folder of its own: what was collected from Adzuna would want credentials on the next pages, too.
needs_adzuna() {
  runner simulate
  export RUNNER_HOME="$HOME/adzuna"
  export ADZUNA_APP_ID=id ADZUNA_APP_KEY=key
  ADZUNA_BASE_URL=$(sed -n 's/^ADZUNA_BASE_URL=//p' "$said")
  export ADZUNA_BASE_URL
  runner status > /dev/null # makes the database there
}

needs_channel() { export ALERTS_WEBHOOK_URL=$CHANNEL; }

needs_failed_run() {
  if RUNNER__sample__faults='[{ kind: "401" }]' runner materialize raw+ --source sample --partition 2026-01-05/fr; then
    return 1
  fi
}

needs_files() {
  cat > ads.json <<'END'
{ "results": [
  { "id": 7, "title": "Data Engineer", "redirect_url": "https://jobs.example/7", "description": "Python, SQL and Spark for our data" },
  { "id": 8, "title": "Data Scientist", "redirect_url": "https://jobs.example/8", "description": "Python and SQL, to learn from data" },
  { "id": 9, "title": "Sous-chef de cuisine", "redirect_url": "https://jobs.example/9", "description": "Une brigade de six personnes" }
] }
END
  rm -f ads.csv
}

needs_model() { ls model > /dev/null 2>&1 || runner models export model; }

needs_server() { export PGHOST=127.0.0.1 PGPORT=$SERVER_PORT PGUSER=postgres PGPASSWORD=$SERVER_PASSWORD; }

needs_service() { runner dev; }
