import { bash } from "./bash";

/** Reads JSON with awk alone: neither jq nor python is on every VM. */
export const json = bash`
# --- JSON -------------------------------------------------------------------

# json_get PATH: the text, number or word at PATH ("properties.vmId") of the JSON on standard input; empty when there is none.
json_get() {
  awk -v wanted="$1" '
    function blank() { while (substr(s, p, 1) ~ /^[ \t\r\n]$/) p++ }
    function text(   r, c) {
      p++; r = ""
      while ((c = substr(s, p, 1)) != "\"" && c != "") {
        if (c == "\\") {
          p++; c = substr(s, p, 1)
          if (c == "u") { p += 4; c = "?" } else if (c ~ /[nrtbf]/) c = " "
        }
        r = r c; p++
      }
      p++
      return r
    }
    function value(path,   c, key, i, rest) {
      blank(); c = substr(s, p, 1)
      if (c == "{") {
        p++
        while (1) {
          blank(); if (substr(s, p, 1) != "\"") { p++; return }
          key = text(); blank(); p++
          value(path == "" ? key : path "." key)
          blank(); c = substr(s, p, 1); p++
          if (c != ",") return
        }
      }
      if (c == "[") {
        p++; i = 0; blank()
        if (substr(s, p, 1) == "]") { p++; return }
        while (1) {
          value(path "." i); i++
          blank(); c = substr(s, p, 1); p++
          if (c != ",") return
        }
      }
      if (c == "\"") { rest = text() } else {
        rest = substr(s, p)
        if (match(rest, /^[-+.A-Za-z0-9]+/) == 0) { p++; return }
        rest = substr(rest, 1, RLENGTH); p += RLENGTH
      }
      if (path == wanted && !found) { found = 1; print rest }
    }
    { s = s $0 "\n" }
    END { p = 1; value("") }
  '
}
`;
