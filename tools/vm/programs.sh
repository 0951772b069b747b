# Programs of the cells that are written in C.

# build_shop COMPILER MACHINE DISTRIBUTION: libusdt, and the program whose probe tracers read.
build_shop() {
  command -v "$1" >/dev/null || unavailable "$1 is not on the PATH"
  make -s -C native -j "$(nproc)" "target/$3/.done"
  mkdir -p target/vm
  "$1" -std=c11 -D_GNU_SOURCE -Wall -Wextra -Werror -O2 -Inative/target/"$3"/include tools/vm/shop.c \
    native/target/"$3"/lib/libusdt.a -ldl -pthread -o "target/vm/shop-$2"
}

# build_kernel_tests COMPILER FOLDER: libusdt's own tests.
build_kernel_tests() {
  command -v "$1" >/dev/null || unavailable "$1 is not on the PATH"
  make -s -C native -j "$(nproc)" "target/c/$2/usdt-test"
}
