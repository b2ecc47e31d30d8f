import { bash } from "./bash";

/** Log lines, the report for the extension, and what a second run must know. Holds no secret. */
export const journal = bash`
# --- Log, report, state -----------------------------------------------------

# masked TEXT: TEXT without the private key and without anything that looks like a token.
masked() {
  local text=$1
  if [[ -n $PRIVATE_B64 ]]; then text=\${text//"$PRIVATE_B64"/***}; fi
  if [[ -n $TOKEN ]]; then text=\${text//"$TOKEN"/***}; fi
  printf '%s' "$text" | sed -E 's/eyJ[A-Za-z0-9_=-]{8,}\.[A-Za-z0-9_.=-]+/***/g; s/MII[A-Za-z0-9+/=]{200,}/***/g'
}

# log TEXT: one line of the log, with the step's number and title.
log() {
  printf '[%s/10] %s: %s\n' "$STEP" "\${TITLES[STEP]}" "$(masked "$1")"
}

# show TEXT: what another program said, its last 8 lines, indented.
show() {
  if [[ -n $1 ]]; then masked "$1" | tail -n 8 | sed 's/^/        /'; printf '\n'; fi
}

# plain TEXT: TEXT as it can stand in a JSON string, without secrets: one line, no quotation mark, no backslash.
plain() {
  masked "$1" | tr '"\\\n\t' "'/  " | tr -d '\000-\037'
}

# mark STATE: the running step's state: running, done, failed.
mark() {
  STEP_STATE[STEP]=$1
  STEP_TIME[STEP]=$(date -u +%Y-%m-%dT%H:%M:%SZ)
  write_report
}

# write_report: /var/lib/nexus-arc/report.json, which "Check enrollment" reads. A full disc costs the report, not the run.
write_report() {
  if ((REPORTING == 0)); then return 0; fi
  if ! { report_text >"$REPORT.new" && chmod 0644 "$REPORT.new" && mv -f "$REPORT.new" "$REPORT"; } 2>/dev/null; then
    log "cannot write $REPORT: is the disk full or read-only?"
  fi
}

# report_text: no secret is in it. Every value is plain.
report_text() {
  local n separator=''
  printf '{\n  "schema": "nexus-arc/vm-report",\n  "version": 1,\n  "result": "%s",\n' "$RESULT"
  printf '  "startedAt": "%s",\n  "updatedAt": "%s",\n' "$STARTED_AT" "$(date -u +%Y-%m-%dT%H:%M:%SZ)"
  printf '  "waitedSeconds": %d,\n  "machineId": "%s",\n' "$WAITED" "$MACHINE_ID"
  printf '  "vmId": "%s",\n  "publicKey": "%s",\n  "steps": [' "$ARC_MACHINE_VMID" "$PUBLIC_B64"
  for n in "\${!TITLES[@]}"; do
    printf '%s\n    { "step": %d, "title": "%s", "state": "%s", "time": "%s", "note": "%s"' "$separator" \
      "$n" "\${TITLES[n]}" "\${STEP_STATE[n]}" "\${STEP_TIME[n]:-}" "\${STEP_NOTE[n]:-}"
    if [[ \${STEP_STATE[n]} == failed ]]; then printf ', "code": "%s", "cause": "%s", "next": "%s"' "$CODE" "$CAUSE" "$NEXT"; fi
    printf ' }'
    separator=','
  done
  printf '\n  ]\n}\n'
}

# fail CODE CAUSE NEXT: ends the run: the log and the report name the step, the cause and the next move.
fail() {
  trap - ERR
  CODE=$1 CAUSE=$(plain "$2") NEXT=$(plain "$3") RESULT=failed
  log "FAILED: $CAUSE [$CODE]"
  log "Next: $NEXT"
  mark failed
  if ((REPORTING == 1)); then log "Report: $REPORT"; fi
  exit 1
}

# step NUMBER COMMAND: runs one step; COMMAND says in NOTE what it found or did.
step() {
  STEP=$1 NOTE=''
  mark running
  log 'starting'
  "$2"
  STEP_NOTE[STEP]=$(plain "$NOTE")
  mark 'done'
  log "done\${NOTE:+: $NOTE}"
}

# state_get NAME: a value that an earlier run kept for this same Arc machine; empty when there is none.
state_get() {
  if [[ -f $STATE ]] && grep -qxiF "machineId=$MACHINE_ID" "$STATE"; then
    sed -n "s/^$1=//p" "$STATE"
  fi
}

# keep VMID PUBLIC_KEY RELAY: what the next run must know.
keep() {
  {
    printf 'machineId=%s\nvmId=%s\npublicKey=%s\nrelay=%s\n' "$MACHINE_ID" "$1" "$2" "$3" >"$STATE.new" && mv -f "$STATE.new" "$STATE"
  } || no_state
}

# no_state: without it a second run would not know its own machine again.
no_state() {
  fail state-unwritable "cannot write to $STATE_DIR: is the disk full or read-only?" 'Free disk space, then run the script again.'
}
`;

/** Start and end of a run: root only, one at a time, and nothing secret left behind on any way out. */
export const lifecycle = bash`
# --- Start and end ----------------------------------------------------------

# clean_up: on every way out: no token and no key material stays behind.
clean_up() {
  TOKEN='' PRIVATE_B64=''
  if [[ -n $WORK ]]; then rm -rf -- "$WORK"; fi
}

# take_lock FILE: one run at a time. What a killed run left running may hold the lock for a while; its end is waited for.
take_lock() {
  if command -v flock >/dev/null && ! flock --nonblock 9; then
    refuse_second_run "$1"
    log 'an earlier run was killed: waiting for the end of what it left running'
    if ! flock --timeout 100 9; then refuse_second_run "$1"; fi
  fi
  printf '%s\n' "$$" >"$1"
}

# refuse_second_run LOCK: ends this run when the one that LOCK names is alive, with the lock in its hands.
refuse_second_run() {
  local holder=''
  read -r holder <"$1" || true
  if [[ -n $holder && /proc/$holder/fd/9 -ef $1 ]]; then
    fail busy 'another run of the enrollment is in progress on this VM' 'Wait until it has ended, then check its report.'
  fi
}

begin() {
  local folder=/run
  STARTED_AT=$(date -u +%Y-%m-%dT%H:%M:%SZ)
  trap clean_up EXIT
  trap 'fail interrupted "the run was interrupted" "Run the script again; it continues where it stopped."' INT TERM HUP
  trap 'fail unexpected "an unexpected error in line $LINENO of the script" "Run the script again; if it stops here again, report the line."' ERR
  if ((EUID != 0)); then
    fail not-root 'the script does not run as root' 'Run it with sudo, or as first-boot user data.'
  fi
  if [[ ! -d $folder || ! -w $folder ]]; then folder=/dev/shm; fi
  exec 9>>"$folder/nexus-arc.lock"
  take_lock "$folder/nexus-arc.lock"
  rm -rf -- "$folder"/nexus-arc.work.*
  WORK=$(mktemp -d "$folder/nexus-arc.work.XXXXXX")
  export TMPDIR=$WORK
  { mkdir -p "$STATE_DIR" && chmod 0755 "$STATE_DIR"; } 2>/dev/null || no_state
}

# finish_if_connected: a VM that is already connected to this machine has nothing left to do.
finish_if_connected() {
  STEP=10
  read_agent
  if [[ $AGENT_STATUS == Connected ]]; then leave_connected; fi
  REPORTING=1
  if [[ -n $AGENT_RESOURCE && \${AGENT_RESOURCE,,} == "\${MACHINE_ID,,}" ]]; then wait_for_agent; fi
}

# wait_for_agent: the agent belongs to this machine already but has no contact, as after a restart: the machine must not be created again.
wait_for_agent() {
  log "the agent belongs to $MACHINE_ID and reports $AGENT_STATUS: waiting for it"
  retry 180 see_connected
  leave_connected
}

leave_connected() {
  if [[ -n $AGENT_RESOURCE && \${AGENT_RESOURCE,,} != "\${MACHINE_ID,,}" ]]; then
    REPORTING=1
    fail AZCM0067 "this VM is already connected to $AGENT_RESOURCE" \
      'Disconnect it with "azcmagent disconnect" first, or enroll another VM.'
  fi
  if ! grep -qs '"result": "connected"' "$REPORT"; then
    REPORTING=1 RESULT=connected
    ARC_MACHINE_VMID=$(state_get vmId)
    PUBLIC_B64=$(state_get publicKey)
    if [[ -n $(state_get relay) ]]; then STEP_STATE[8]='done'; fi
    STEP_NOTE[10]='was connected before this run'
    STEP_STATE[9]='done'
    mark 'done'
  fi
  log "already connected to $MACHINE_ID; nothing to do"
  exit 0
}

finish() {
  RESULT=connected
  write_report
  log "this VM is $MACHINE_ID"
  log "Report: $REPORT"
}
`;
