import { bash } from "./bash";

/**
 * Retries. The pauses are those that Azure's guidance for the metadata service gives (about 0, 2, 6, 14, 30 s, at most 60 s).
 * Only time that brought nothing counts against GIVE_UP_AFTER: failed attempts and pauses, of all steps together. A download that is
 * slow but works has no cost.
 */
export const attempts = bash`
# --- Trying again -----------------------------------------------------------

readonly PAUSES=(0 2 6 14 30 60)

# uptime_seconds: a clock that nobody sets; first boot often sets the wall clock.
uptime_seconds() {
  local seconds
  read -r seconds _ </proc/uptime
  printf '%s' "\${seconds%%.*}"
}

# left: seconds that may still be lost. What begins late still gets the time that a connection or a package takes.
left() {
  local seconds=$((GIVE_UP_AFTER - WAITED))
  printf '%d' $((seconds > 90 ? seconds : 90))
}

# bounded COMMAND...: runs COMMAND without a terminal, and no longer than may still be lost.
bounded() {
  timeout --kill-after=10 "$(left)" "$@" </dev/null 9>&-
}

# briefly COMMAND...: like bounded, for a question that is answered at once where all is well.
briefly() {
  timeout --kill-after=10 60 "$@" </dev/null 9>&-
}

# retry LIMIT COMMAND...: COMMAND answers 0 (done), 1 (retry) or 2 (never), and says why in CAUSE, CODE and NEXT.
# Gives up after LIMIT seconds, or when GIVE_UP_AFTER is used up. The pauses begin again where another failure shows that it came further.
retry() {
  local limit=$1 spent=0 attempt=1 turn=1 failure='' began status pause remaining lost
  shift
  while true; do
    began=$(uptime_seconds)
    CODE=unexpected CAUSE='' NEXT='Run the script again.' RETRY_AFTER=0 status=0
    "$@" || status=$?
    if ((status == 0)); then return 0; fi
    lost=$(($(uptime_seconds) - began))
    spent=$((spent + lost)) WAITED=$((WAITED + lost))
    if [[ \${CAUSE%%(*} != "$failure" ]]; then failure=\${CAUSE%%(*} turn=1; fi
    pause=\${PAUSES[turn]:-60}
    if ((RETRY_AFTER > pause)); then pause=$((RETRY_AFTER > 120 ? 120 : RETRY_AFTER)); fi
    remaining=$((limit - spent < GIVE_UP_AFTER - WAITED ? limit - spent : GIVE_UP_AFTER - WAITED))
    if ((status == 1 && pause >= remaining)); then
      CAUSE="$CAUSE (gave up after $attempt attempts in $spent s)" status=2
    fi
    if ((status != 1)); then fail "$CODE" "$CAUSE" "$NEXT"; fi
    log "$CAUSE; retrying in $pause s"
    sleep "$pause" 9>&-
    spent=$((spent + pause)) WAITED=$((WAITED + pause)) attempt=$((attempt + 1)) turn=$((turn + 1))
  done
}
`;
