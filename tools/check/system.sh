# What the machine must have or allow.

need_java_and_maven() {
  local tool
  for tool in java javac mvn; do
    command -v "$tool" >/dev/null || fail "$tool is not on the PATH; a JDK (17 or newer) and Maven must be there"
  done
}

# Uprobe events, also perf's, live in tracefs; containers often start without it.
mount_tracefs() {
  if [[ -e /sys/kernel/tracing/uprobe_events ]]; then
    say 'tracefs is mounted'
  elif is_root && mount -t tracefs nodev /sys/kernel/tracing; then
    say 'mounted tracefs at /sys/kernel/tracing'
  else
    say 'tracefs is not mounted at /sys/kernel/tracing'
  fi
}
