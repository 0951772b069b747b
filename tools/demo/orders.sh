# Orders to the service, over the shell's own TCP: a fresh machine may have no curl.

# order TENANT QUANTITY ITEM
order() {
  local answer
  answer=$(send_order "$@") || fail "no answer to an order of $1"
  printf '   %-8s orders %d x %-10s -> %s\n' "$1" "$2" "$3" "$answer"
}

send_order() {
  local port
  port=$(service_address)
  exec 3<>"/dev/tcp/127.0.0.1/${port##*:}"
  printf 'POST /orders?item=%s&quantity=%s HTTP/1.0\r\nX-Tenant: %s\r\nContent-Length: 0\r\n\r\n' "$3" "$2" "$1" >&3
  timeout 120 tail -n 1 <&3
}
