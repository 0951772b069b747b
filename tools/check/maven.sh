# The build and all Java tests, tracers included.

run_maven() {
  say "mvn verify $*"
  touch "$maven_start"
  # Two modules at a time, where neither needs the other: to compile and to wait leaves processors idle.
  mvn -B -Dstyle.color=never -T 2 verify "$@"
}

# Last, and silent when there are none: so the output ends with Maven's own summary.
list_skips() {
  local text
  while read -r text; do
    skips+=("$text")
  done < <(skipped_in_reports)
  [[ ${#skips[@]} == 0 ]] && return
  printf '%s\n' "${skips[@]}" | sort | uniq -c
  if [[ $USDT4J_SKIPS_FORBIDDEN == true ]] && printf '%s\n' "${skips[@]}" | grep -qEv ': (jdk|namespace): '; then
    fail 'skips are forbidden here'
  fi
}

# The reasons in the reports of this run; a test without one was disabled by hand.
skipped_in_reports() {
  find . -path '*/target/*-reports/TEST-*.xml' -newer "$maven_start" -exec grep -hoE '<skipped[^>]*>' {} + |
    sed -E 's/<skipped( type="[^"]*")?//; s/ message="([^"]*)".*/\1/; s/^ *\/?>$/SKIPPED tests: untyped: no reason is given/'
}
