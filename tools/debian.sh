# Packages of Debian, of any release and architecture, unpacked into folders: nothing is installed. For scripts that
# source it.

# Status 3 says that a thing is not to be had here.
unavailable() {
  printf '%s: %s\n' "$0" "$*" >&2
  exit 3
}

# The folder of what is fetched once.
cache_folder() {
  echo "${XDG_CACHE_HOME:-$HOME/.cache}/usdt4j"
}

# The mirror of Debian that this machine uses.
mirror() {
  apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' | grep -v security | head -n 1
}

# fill_cache FOLDER FUNCTION ARGUMENT...: makes the folder, once, of what "FUNCTION NEW ARGUMENT..." leaves in NEW/root.
# Under a name of its own until it is whole: two may fetch at once, and one may be ended.
fill_cache() {
  [[ ! -d $1 ]] || return 0
  command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || unavailable 'this is no Debian, which it is fetched with'
  mkdir -p "${1%/*}"
  local new
  new=$(mktemp -d "${1%/*}/new.XXXXXX")
  # shellcheck disable=SC2064 # the folder's name is known now only
  trap "rm -rf '$new'" EXIT
  mkdir "$new/root"
  "$2" "$new" "${@:3}" >&2
  mv -T "$new/root" "$1" 2>/dev/null || [[ -d $1 ]]
  rm -rf "$new"
  trap - EXIT
}

# open_suite NEW SUITE ARCHITECTURE: fetches the list of its packages, none of which counts as installed.
open_suite() {
  local uri
  uri=$(mirror) || true
  [[ -n $uri ]] || unavailable 'no mirror of Debian is known to apt'
  mkdir -p "$1/lists/partial" "$1/archives/partial"
  : >"$1/status"
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $uri $2 main" >"$1/sources.list"
  cat >"$1/apt.conf" <<EOF
APT::Architecture "$3";
APT::Architectures { "$3"; };
APT::Sandbox::User "root";
Acquire::Languages "none";
Acquire::Retries "1";
Acquire::http::Timeout "20";
Dir::Etc::SourceList "$1/sources.list";
Dir::Etc::SourceParts "/dev/null";
Dir::State::Lists "$1/lists";
Dir::State::Status "$1/status";
Dir::Cache "$1";
Dir::Cache::Archives "$1/archives";
EOF
  in_suite "$1" apt-get -qq update || unavailable "the list of packages of Debian $2 cannot be fetched"
}

# in_suite NEW COMMAND...: apt-get or apt-cache, for the suite that was opened there.
in_suite() {
  APT_CONFIG=$1/apt.conf "${@:2}"
}

# unpack_with_dependencies NEW PACKAGE...: into NEW/root
unpack_with_dependencies() {
  in_suite "$1" apt-get -qq install --download-only --no-install-recommends -y "${@:2}" ||
    unavailable "these packages cannot be fetched: ${*:2}"
  unpack_archives "$1"
}

# The folders that Debian has merged into usr are links before anything is unpacked over them.
unpack_archives() {
  local deb folder
  mkdir -p "$1"/root/usr/{bin,sbin,lib,lib64}
  for folder in bin sbin lib lib64; do
    ln -sfn "usr/$folder" "$1/root/$folder"
  done
  for deb in "$1"/archives/*.deb; do
    dpkg-deb --fsys-tarfile "$deb" | tar -x --keep-directory-symlink --no-same-owner -C "$1/root"
  done
}

# finish_root ROOT: what scripts of packages would do at an installation, as far as shell scripts need it.
finish_root() {
  [[ -e $1/bin/sh ]] || ln -s dash "$1/bin/sh"
  ln -sf mawk "$1/bin/awk"
  mkdir -p "$1"/{proc,sys,dev,tmp,run,root}
}
