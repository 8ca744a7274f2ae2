#!/bin/sh
# The shell bootstrap: Lambda starts it, and it becomes the handler's program. Builtins alone, so that no PATH
# is needed. It keeps what it knows in $1 (the path to start) and $2, since a variable of its own would change
# one of that name in the program's environment. docs/bootstrap.md says what a shell cannot do like the native one.
fail() {
  trap - EXIT
  printf 'bootstrap: %s\n' "$2" >&2
  exit "$1"
}
refuse() {
  fail "$1" "cannot start handler \"$_HANDLER\": $2"
}
exec_failed() {
  [ "$1" -ne 127 ] || refuse 127 "$2: the loader or interpreter that it needs is missing; programs must be linked statically"
  refuse 126 "$2: it is no program for this architecture (exec format error)"
}
if [ -z "${_HANDLER-}" ] && [ -n "${1-}" ]; then
  _HANDLER=$1
  export _HANDLER
fi
[ -n "${_HANDLER-}" ] || fail 127 'no handler: _HANDLER is not set, and there is no argument'
set -- "${LAMBDA_TASK_ROOT:-.}" "$_HANDLER"
set -- "$1/$2" "${2#"$1"/}"
while :; do
  case $2 in
    /*) set -- "$1" "${2#/}" ;;
    ./*) set -- "$1" "${2#./}" ;;
    *) break ;;
  esac
done
# A link or a detour leads back to this script too; then it was started by the path that it is to start now.
if [ "$2" = bootstrap ] || [ "$1" = "$0" ]; then
  refuse 126 "it is the bootstrap itself; set the function's Handler to a program of the package"
fi
[ ${#1} -lt 4096 ] || refuse 126 'the path is too long'
[ ! -d "$1" ] || refuse 126 "$1: it is a directory"
[ -e "$1" ] || refuse 127 "$1: no such file; the function's Handler must be a program of the package"
[ -x "$1" ] || refuse 126 "$1: it is not executable (permission denied)"
# A failed exec ends dash, by way of the trap; bash would end without it, so it is told to go on to the end here.
trap 'exec_failed $? "$1"' EXIT
[ -z "${BASH_VERSION-}" ] || shopt -s execfail 2>/dev/null
exec "$1"
