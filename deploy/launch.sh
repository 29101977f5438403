# shellcheck shell=bash
# What the launchers in the root share. Sourced, with $home set to the root. Only messages for a
# person go to stderr; stdout belongs to the program that is launched.
: "${home:?}"

say() {
  printf 'khaos-bridge: %s\n' "$*" >&2
}

fail() {
  say "$@"
  exit 1
}

# need_java: sets $java to a Java of version 17 or newer, or ends with what to do.
need_java() {
  if [ -n "${JAVA_HOME:-}" ]; then
    java="$JAVA_HOME/bin/java"
    [ -x "$java" ] || fail "JAVA_HOME is $JAVA_HOME, but there is no bin/java in it. Set it to a JDK 17 or newer."
  else
    java="$(command -v java)" || fail "there is no Java. Install a JDK 17 or newer, or set JAVA_HOME to one."
  fi
  local version
  version="$("$java" -XshowSettings:properties -version 2>&1 \
    | sed -n 's/^ *java\.specification\.version = //p')"
  case "$version" in
    '' | 1.* | *[!0-9]*) version=0 ;;
  esac
  if [ "$version" -lt 17 ]; then
    fail "$java is too old. Install a JDK 17 or newer, or set JAVA_HOME to one."
  fi
}

# is_stale JAR: whether it is missing, or older than any source, pom or setting of the build.
is_stale() {
  [ ! -f "$1" ] && return 0
  local newer thin than=(-newer "$1")
  # Maven gives a runnable jar the time of the release, so the thin jar it is made of tells the age.
  for thin in "$1.original" "${1%-runnable.jar}.jar"; do
    [ -f "$thin" ] && than+=(-newer "$thin")
  done
  newer="$(find "$home" \
    \( -name target -o -name .git -o -path "$home/docs" -o -path "$home/*/src/test" \) -prune -o \
    -type f \( -name pom.xml -o -path '*/src/main/*' -o -path "$home/.mvn/*" \) \
    "${than[@]}" -print -quit)"
  [ -n "$newer" ]
}

# build_if_stale MODULE JAR: builds the module and what it depends on, without tests.
build_if_stale() {
  is_stale "$2" || return 0
  [ -f "$home/$1/pom.xml" ] || fail "there is no module $1 in $home."
  command -v mvn >/dev/null || fail "there is no Maven. Install Maven 3.8.7 or newer."
  local beside javac
  beside="$(dirname "$(readlink -f "$java")")"
  javac="$beside/javac"
  [ -x "$javac" ] || fail "$java belongs to a JRE. To build, install a JDK 17 or newer, or set JAVA_HOME to one."
  say "building $1 (the first time takes some minutes) ..."
  # From the root, whose .mvn the compiler's analysis needs.
  (cd "$home" && mvn -q -B -DskipTests -pl "$1" -am package) >&2 \
    || fail "the build failed; what Maven says is above."
  [ -f "$2" ] || fail "the build made no $2."
  # So that it counts as built now, whatever time Maven gave it.
  touch "$2"
}
