#!/bin/sh
# The shell bootstrap: Lambda starts it, and it execs the handler's program. It uses only builtins, so that it works
# without PATH. The path to start is in $1 and the handler in $2, since assigning a variable would change the one of
# the same name in the program's environment. docs/bootstrap.md lists the differences from the native bootstrap.
fail() {
  trap - EXIT
  printf 'bootstrap: %s\n' "$2" >&2
  exit "$1"
}
refuse() {
  fail "$1" "cannot start handler \"$_HANDLER\": $2"
}
exec_failed() {
  [ "$1" -ne 127 ] || refuse 127 "$2: its loader or interpreter was not found; programs must be linked statically"
  refuse 126 "$2: not a program for this architecture (exec format error)"
}
if [ -z "${_HANDLER-}" ] && [ -n "${1-}" ]; then
  _HANDLER=$1
  export _HANDLER
fi
[ -n "${_HANDLER-}" ] || fail 127 'no handler: _HANDLER is not set and no argument is given'
set -- "${LAMBDA_TASK_ROOT:-.}" "$_HANDLER"
set -- "$1/$2" "${2#"$1"/}"
while :; do
  case $2 in
    /*) set -- "$1" "${2#/}" ;;
    ./*) set -- "$1" "${2#./}" ;;
    *) break ;;
  esac
done
# A link or a path like bin/../bootstrap leads back to this script: then $0 is the path to start.
if [ "$2" = bootstrap ] || [ "$1" = "$0" ]; then
  refuse 126 "this is the bootstrap itself; set the function's Handler to a program in the archive"
fi
[ ${#1} -lt 4096 ] || refuse 126 'path too long'
[ ! -d "$1" ] || refuse 126 "$1: is a directory"
[ -e "$1" ] || refuse 127 "$1: no such file; the function's Handler must be a program in the archive"
[ -x "$1" ] || refuse 126 "$1: not executable (permission denied)"
# If exec fails, dash exits and runs the trap. bash exits without running it, unless execfail is set: then it goes on
# to the end of this script.
trap 'exec_failed $? "$1"' EXIT
[ -z "${BASH_VERSION-}" ] || shopt -s execfail 2>/dev/null
exec "$1"
