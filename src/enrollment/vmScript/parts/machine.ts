import { bash } from "./bash";

/**
 * Step 7 on the VM. The key pair lives in a shell variable only: never in a file, never in the output, gone with the process.
 * A machine that this VM made in an earlier run is created again, for its key is gone (a machine keeps the key that it was made with);
 * a machine of somebody else is never touched.
 */
export const createMachine = bash`
# --- Step 7: create the Arc machine resource --------------------------------

# make_key_pair: RSA 2048, both halves base64(PKCS#1 DER) on one line. OpenSSL 3 writes PKCS#8 unless told -traditional.
make_key_pair() {
  PRIVATE_B64=$(openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 2>/dev/null |
    openssl pkey -traditional | sed '/^-----/d' | tr -d '\n')
  PUBLIC_B64=$(printf '%s' "$PRIVATE_B64" | openssl base64 -d -A |
    openssl rsa -inform DER -RSAPublicKey_out -outform DER 2>/dev/null | openssl base64 -A)
}

create_machine() {
  local known
  known=$(state_get vmId)
  if [[ -z $ARC_MACHINE_VMID ]]; then ARC_MACHINE_VMID=\${known:-$(cat /proc/sys/kernel/random/uuid)}; fi
  make_key_pair
  retry "$GIVE_UP_AFTER" read_machine
  case $MACHINE_STATE in
    absent) NOTE='created' ;;
    ours)
      log 'the machine was made by an earlier run of this VM, whose key is gone: creating it again'
      retry "$GIVE_UP_AFTER" delete_machine
      NOTE='created again'
      ;;
    *)
      fail machine-conflict "the Arc machine $MACHINE_NAME already exists and is not of this VM: $MACHINE_STATE" \
        'Choose another arcMachineName, or delete that machine if nobody needs it; it was not changed.'
      ;;
  esac
  keep "$ARC_MACHINE_VMID" "$PUBLIC_B64" ''
  retry "$GIVE_UP_AFTER" put_machine
}

# read_machine: sets MACHINE_STATE: absent, ours, or what shows that it belongs to somebody else.
read_machine() {
  local vm_id key status
  arm GET "$MACHINE_URL"
  if [[ $HTTP_STATUS == 404 ]]; then
    case $(printf '%s' "$HTTP_BODY" | json_get error.code) in
      ResourceNotFound | NotFound | HCRP404)
        MACHINE_STATE=absent
        return 0
        ;;
    esac
  fi
  judge 'reading the Arc machine' machine-refused || return
  is_machine 'reading the Arc machine' || return
  vm_id=$(printf '%s' "$HTTP_BODY" | json_get properties.vmId)
  key=$(printf '%s' "$HTTP_BODY" | json_get properties.clientPublicKey)
  status=$(printf '%s' "$HTTP_BODY" | json_get properties.status)
  if [[ \${vm_id,,} != "\${ARC_MACHINE_VMID,,}" ]]; then
    MACHINE_STATE="its vmId is \${vm_id:-not shown}"
  elif [[ -n $key && $key != "$(state_get publicKey)" ]]; then
    MACHINE_STATE='its public key was not made by this VM'
  elif [[ $status == Connected ]]; then
    MACHINE_STATE='it is connected'
  else
    MACHINE_STATE=ours
  fi
}

# is_machine WHAT: is the answer a machine? A proxy may answer 200 with a page of its own.
is_machine() {
  if [[ $HTTP_BODY =~ ^[[:space:]]*\{ ]]; then return 0; fi
  CODE=odd-answer CAUSE="$1: the response for \${MACHINE_URL%%\?*} is not an Arc machine"
  NEXT='Check what the proxy does with requests to Azure Resource Manager.'
  return 1
}

delete_machine() {
  arm DELETE "$MACHINE_URL"
  judge 'deleting the Arc machine of the earlier run' machine-refused
}

# put_machine: registers the public key. The identity of the body is that of the Arc machine: always SystemAssigned.
put_machine() {
  arm PUT "$MACHINE_URL" "{\"location\":\"$LOCATION\",\"identity\":{\"type\":\"SystemAssigned\"},\"properties\":{\"osType\":\"linux\",\"clientPublicKey\":\"$PUBLIC_B64\",\"vmId\":\"$ARC_MACHINE_VMID\"}}"
  judge 'creating the Arc machine' machine-refused || return
  is_machine 'creating the Arc machine'
}
`;

/** Guided mode: the workstation made the machine; its key comes manually and is checked before it is used. */
export const receiveKey = bash`
# --- The key that the workstation made --------------------------------------

# receive_key: PRIVATE_B64 and ARC_MACHINE_VMID from the environment, from the file $NEXUS_ARC_KEY_FILE (erased once read),
# or typed or piped in, as lines NAME=value ("export" and quotes may stay).
receive_key() {
  export -n PRIVATE_B64
  if [[ -z $PRIVATE_B64 && -n \${NEXUS_ARC_KEY_FILE:-} ]]; then
    if [[ -f $NEXUS_ARC_KEY_FILE ]]; then read_key_lines <"$NEXUS_ARC_KEY_FILE"; fi
    rm -f -- "$NEXUS_ARC_KEY_FILE"
  fi
  if [[ -z $PRIVATE_B64 && -t 0 ]]; then
    IFS= read -rsp 'PRIVATE_B64 (not shown): ' PRIVATE_B64
    printf '\n'
  elif [[ -z $PRIVATE_B64 && -n \${BASH_SOURCE[0]:-} ]]; then
    read_key_lines
  fi
  if [[ -z $ARC_MACHINE_VMID && -t 0 ]]; then IFS= read -rp 'ARC_MACHINE_VMID: ' ARC_MACHINE_VMID; fi
  check_key
}

read_key_lines() {
  local line name value
  while IFS= read -r line || [[ -n $line ]]; do
    line=\${line#export } name=\${line%%=*} value=\${line#*=}
    value=\${value//[\"\' ]/}
    case $name in
      PRIVATE_B64) PRIVATE_B64=$value ;;
      ARC_MACHINE_VMID) ARC_MACHINE_VMID=$value ;;
    esac
  done
}

check_key() {
  local der
  if [[ -z $PRIVATE_B64 || -z $ARC_MACHINE_VMID ]]; then
    fail key-missing 'the private key or the vmId of the Arc machine is missing' \
      'Give PRIVATE_B64 and ARC_MACHINE_VMID of step 7: in the environment, in a file named by NEXUS_ARC_KEY_FILE, or on standard input.'
  fi
  der=$(printf '%s' "$PRIVATE_B64" | base64 -d 2>/dev/null | od -An -v -tx1 -N 8 | tr -d ' \n') || true
  if [[ ! $der =~ ^3082....02010002$ ]]; then
    fail key-format 'the private key is not base64 of PKCS#1 DER on one line' \
      'Use the key that Nexus Arc made, or convert yours with "nexus-arc key inspect"; the agent answers other formats with "asn1: structure error".'
  fi
}
`;
