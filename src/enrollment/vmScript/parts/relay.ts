import { bash } from "../shell/bash";

const relayOnce = bash`
# --- Step 8: assign the VM's traffic to the Private Relay -------------------

RELAY_NOT_FOUND=0

# judge_relay: like judge. A machine that was made a moment ago may not be known yet where the relay is assigned.
judge_relay() {
  local status=0
  judge 'assigning the relay' relay-refused || status=$?
  if [[ $HTTP_STATUS == 404 ]] && ((status == 2 && RELAY_NOT_FOUND < 4)); then
    RELAY_NOT_FOUND=$((RELAY_NOT_FOUND + 1)) status=1
  fi
  return "$status"
}

assign_relay() {
  if [[ -n $(state_get relay) ]]; then
    NOTE='assigned by an earlier run'
    return 0
  fi
  retry "$GIVE_UP_AFTER" start_relay
  follow_relay
  keep "$ARC_MACHINE_VMID" "$PUBLIC_B64" Platform
  NOTE='relay type Platform'
}
`;

/** Step 8 by curl: POST assignRelay (Microsoft.NetworkCloud 2025-09-01), then its operation: 202 while it runs, or a status in the body. */
export const relayByCurl = bash`
${relayOnce}

# start_relay: 202 with the address of the operation, which is signed: never shown.
start_relay() {
  arm POST "$RELAY_URL" "{\"machineId\":\"$MACHINE_ID\",\"relayType\":\"Platform\"}"
  judge_relay || return
  OPERATION_URL='' OPERATION_HEADER=azure-asyncoperation
  follow_answer
  if [[ -z $OPERATION_URL ]]; then
    OPERATION_HEADER=location
    follow_answer
  fi
}

# follow_answer: the next look goes where the last answer says. Each answer may name a new address, and let the old one die.
follow_answer() {
  local url
  url=$(response_header "$OPERATION_HEADER")
  if [[ -n $url ]]; then OPERATION_URL=$url; fi
}

follow_relay() {
  if [[ -n $OPERATION_URL ]]; then retry "$GIVE_UP_AFTER" poll_relay; fi
}

poll_relay() {
  local status
  arm GET '' # the operation
  judge 'following the relay operation' relay-refused || return
  follow_answer
  status=$(printf '%s' "$HTTP_BODY" | json_get status)
  CODE=relay-unfinished NEXT="Check the activity log of the VM, then run the script again."
  case \${status,,} in
    succeeded) return 0 ;;
    failed | canceled)
      CODE=relay-refused
      CAUSE="the relay operation ended with $status: $(printf '%s' "$HTTP_BODY" | json_get error.code) $(printf '%s' "$HTTP_BODY" | json_get error.message)"
      return 2
      ;;
    '') if [[ $HTTP_STATUS != 202 ]]; then return 0; fi ;;
  esac
  CAUSE="the relay operation is in progress (\${status:-$HTTP_STATUS})"
  return 1
}
`;

/** Step 8 by Azure CLI, which follows the operation itself. */
export const relayByAz = bash`
${relayOnce}

start_relay() {
  local code=0
  bounded az networkcloud virtualmachine assign-relay --resource-group "$RESOURCE_GROUP" --name "$VM_NAME" \
    --machine-id "$MACHINE_ID" --relay-type Platform --subscription "$SUBSCRIPTION_ID" --output none 2>"$WORK/az-error" || code=$?
  if ((code == 0)); then return 0; fi
  if ((code == 124 || code == 137)); then
    CODE=relay-unfinished CAUSE='the relay operation did not end in time' NEXT='Check the activity log of the VM, then run the script again.'
    return 1
  fi
  az_failed "$(cat "$WORK/az-error")" "$RESOURCE_MANAGER"
  judge_relay
}

follow_relay() {
  true
}
`;
