#!/bin/sh
# Tests the launcher: sh src/test/sh/launcher-test.sh
#
# Every case starts ./backflow in a house of its own, whose path contains a space, with a Java and
# a Maven that only report how they were called.
set -u

launcher=$(cd "$(dirname "$0")/../../.." && pwd)/backflow
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
passed=0
failed=0

main() {
  current_jar_isRun_withHomeOptionsAndArguments
  commands_thatTrain_haveVectors_whereJavaHas
  screen_isDescribed_whereThereIsOne
  symbolicLinks_areFollowed_toTheHouse
  missing_jar_isBuiltOnce_withCleanOutput
  changed_source_isBuiltAgain
  source_savedDuringTheBuild_isBuiltAgain
  program_afterABuild_keepsDirectoryAndEnvironment
  failing_build_showsItsOutput_andLeavesNothing
  simultaneous_starts_buildOnce
  missing_maven_isReported_orToleratedWhereAJarExists
  missing_compiler_isReported
  old_java_isPassedOver_orReported
  missing_java_isReported
  java_thatIsALinkToItself_isReported
  line_aboutTheModule_isLeftOut_andAllElseIsShown
  program_hasTheTerminalAndTheProcess_ofTheLauncher
  missing_roomForAPipe_isTolerated
  missing_locale_isOneThatKnowsAllNames
  printf '%d passed, %d failed\n' "$passed" "$failed"
  [ "$passed" -gt 0 ] && [ "$failed" -eq 0 ]
}

current_jar_isRun_withHomeOptionsAndArguments() {
  build_house
  touch "$house/target/backflow.jar"
  : >"$room/-Db=file"
  BACKFLOW_JAVA_OPTS='-Da=1 -Db=*' start cost --layers '784 20 10'
  expect 'exit code' "$code" 0
  expect 'messages' "$err" ''
  expect 'call' "$out" "in $room
-XX:+UseParallelGC
-Dbackflow.home=$house
-Dbackflow.progress=false
-Da=1
-Db=*
-jar
$house/target/backflow.jar
cost
--layers
784 20 10"
}

commands_thatTrain_haveVectors_whereJavaHas() {
  build_house
  touch "$house/target/backflow.jar"
  start compare
  expect 'without a list of modules' "$(echo "$out" | grep -c vector)" 0
  echo 'MODULES="java.base jdk.incubator.vector jdk.jdi"' >>"$room/jdk/release"
  start compare
  expect 'with the module' "$(echo "$out" | grep -c -x -e --add-modules=jdk.incubator.vector)" 1
  expect_line "$out" '-XX:CompileCommand=dontinline,*Kernels::*'
  expect_line "$out" '-XX:CompileCommand=dontinline,*Loops::*'
  expect_line "$out" -Dbackflow.stderr=7
  expect_line "$out" --add-opens=java.base/java.io=ALL-UNNAMED
  huge_pages=$(cat /sys/kernel/mm/transparent_hugepage/enabled 2>/dev/null || echo '[never]')
  case $huge_pages in
    *'[never]'*) wanted=0 ;;
    *) wanted=1 ;;
  esac
  expect 'huge pages' "$(echo "$out" | grep -c -x -e -XX:+UseTransparentHugePages)" "$wanted"
  expect_line "$out" -XX:ObjectAlignmentInBytes=64
  start sweep
  expect 'small objects in a sweep' "$(echo "$out" | grep -c -e -XX:ObjectAlignment)" 0
  start cost
  expect 'without training' "$(echo "$out" | grep -c vector)" 0
}

screen_isDescribed_whereThereIsOne() {
  build_house
  touch "$house/target/backflow.jar"
  start
  expect 'a pipe' "$(echo "$out" | grep -c -e -Dbackflow.columns -e -Dbackflow.coloured)" 0
  COLUMNS=60 start
  expect_line "$out" -Dbackflow.columns=60
  COLUMNS=wide start
  expect 'columns that are no number' "$(echo "$out" | grep -c columns)" 0
  if ! command -v script >/dev/null; then
    echo 'screen_isDescribed_whereThereIsOne: not run in a terminal, script is missing'
    return
  fi
  for tool in cut stty; do
    ln -s "$(command -v "$tool")" "$room/tools/$tool"
  done
  in_terminal 'stty columns 132; TERM=xterm'
  expect_line "$shown" -Dbackflow.columns=132
  expect_line "$shown" -Dbackflow.coloured=true
  in_terminal 'NO_COLOR=1 TERM=xterm'
  expect 'without colours' "$(echo "$shown" | grep -c coloured)" 0
  in_terminal 'TERM=dumb'
  expect 'without a terminal that has any' "$(echo "$shown" | grep -c coloured)" 0
}

# in_terminal SETTINGS: sets shown to what the launcher prints in a terminal of its own.
in_terminal() {
  script -qec "$1 PATH='$room/tools' '$house/backflow'" /dev/null </dev/null >"$room/shown"
  shown=$(tr -d '\r' <"$room/shown")
}

symbolicLinks_areFollowed_toTheHouse() {
  build_house
  touch "$house/target/backflow.jar"
  mkdir "$room/bin"
  ln -s '../a house/backflow' "$room/bin/relative"
  ln -s "$room/bin/relative" "$room/bin/absolute"
  command="$room/bin/absolute" start
  expect 'exit code' "$code" 0
  expect_line "$out" "-Dbackflow.home=$house"
}

missing_jar_isBuiltOnce_withCleanOutput() {
  build_house
  start --version
  expect 'exit code' "$code" 0
  expect 'messages' "$err" 'backflow: Building Backflow (once) ...'
  expect 'first line' "$(printf '%s\n' "$out" | head -n 1)" "in $room"
  start --version
  expect 'messages of the second start' "$err" ''
  expect 'builds' "$(builds)" 1
}

changed_source_isBuiltAgain() {
  build_house
  start
  sleep 0.1
  touch "$house/src/main/java/Main.java"
  start
  expect 'builds' "$(builds)" 2
  touch "$house/pom.xml"
  start
  expect 'builds' "$(builds)" 3
}

source_savedDuringTheBuild_isBuiltAgain() {
  build_house
  printf '%s\n' 'sleep 0.1' "touch '$house/src/main/java/Main.java'" >"$room/edit"
  cat "$room/tools/mvn" >>"$room/edit"
  fake tools/mvn "$(cat "$room/edit")"
  start
  start
  expect 'builds' "$(builds)" 2
}

program_afterABuild_keepsDirectoryAndEnvironment() {
  build_house
  unset JAVA_HOME
  in_path="$room/jdk/bin:$room/tools" start
  expect 'exit code' "$code" 0
  expect_line "$out" "in $room"
  expect_line "$(cat "$room/builds")" "JAVA_HOME=$room/jdk in $house"
}

failing_build_showsItsOutput_andLeavesNothing() {
  build_house
  fake tools/mvn 'echo "[ERROR] no such symbol"; exit 1'
  start
  expect 'exit code' "$code" 70
  expect 'output' "$out" ''
  expect_line "$err" '[ERROR] no such symbol'
  expect 'leftovers' "$(find "$house/target" -type d -name 'launcher.*')" ''
}

simultaneous_starts_buildOnce() {
  build_house
  if ! command -v flock >/dev/null; then
    echo 'simultaneous_starts_buildOnce: not run, flock is missing'
    return
  fi
  ln -s "$(command -v flock)" "$room/tools/flock"
  for number in 1 2 3 4; do
    (start && [ "$code" = 0 ] && echo "$number" >>"$room/successes") &
  done
  wait
  expect 'successes' "$(wc -l <"$room/successes" | tr -d ' ')" 4
  expect 'builds' "$(builds)" 1
}

missing_maven_isReported_orToleratedWhereAJarExists() {
  build_house
  rm "$room/tools/mvn"
  start
  expect 'exit code without jar' "$code" 2
  expect_part "$err" 'apt-get install maven'
  touch "$house/target/backflow.jar"
  sleep 0.1
  touch "$house/pom.xml"
  start
  expect 'exit code with a stale jar' "$code" 0
  expect_part "$err" 'older than its sources'
  expect_line "$out" "$house/target/backflow.jar"
}

missing_compiler_isReported() {
  build_house
  rm "$room/jdk/bin/javac"
  start
  expect 'exit code' "$code" 2
  expect_part "$err" "$room/jdk has no compiler"
}

old_java_isPassedOver_orReported() {
  build_house
  touch "$house/target/backflow.jar"
  mkdir -p "$room/old/bin" "$room/shim"
  fake old/bin/java 'exit 1'
  echo 'JAVA_VERSION="11.0.2"' >"$room/old/release"
  fake shim/java 'echo "openjdk version \"1.8.0_392\"" >&2'
  JAVA_HOME="$room/old" in_path="$room/jdk/bin:$room/tools" start
  expect 'exit code with a newer one' "$code" 0
  expect 'messages with a newer one' "$err" ''
  JAVA_HOME="$room/old" in_path="$room/shim:$room/tools" start
  expect 'exit code' "$code" 2
  expect_line "$err" "  JAVA_HOME is $room/old: Java 11.0.2"
  expect_line "$err" "  the PATH has $room/shim/java: Java 1.8.0_392"
}

missing_java_isReported() {
  build_house
  unset JAVA_HOME
  start
  expect 'exit code' "$code" 2
  expect 'output' "$out" ''
  expect_line "$err" 'backflow: Java 17 or later is needed, but'
  expect_line "$err" '  JAVA_HOME is not set'
  expect_line "$err" '  the PATH has no java'
}

java_thatIsALinkToItself_isReported() {
  build_house
  touch "$house/target/backflow.jar"
  mkdir -p "$room/loop/bin"
  ln -s java "$room/loop/bin/java"
  ln -s b "$room/loop/bin/a"
  ln -s a "$room/loop/bin/b"
  JAVA_HOME="$room/loop" in_path="$room/tools" start
  expect 'exit code' "$code" 2
  expect_line "$err" "  JAVA_HOME is $room/loop: there is no $room/loop/bin/java"
  unset JAVA_HOME
}

# A Java that warns and says more on standard error, and a program that uses what it is given.
build_house_thatWarns() {
  build_house
  touch "$house/target/backflow.jar"
  echo 'MODULES="java.base jdk.incubator.vector"' >>"$room/jdk/release"
  # shellcheck disable=SC2016
  fake jdk/bin/java '
echo "Picked up JAVA_TOOL_OPTIONS: -Dx=y" >&2
echo "WARNING: Using incubator modules: jdk.incubator.vector" >&2
echo "WARNING: something else" >&2
for option; do
  case $option in -Dbackflow.stderr=*) straight=${option#*=} ;; esac
done
printf "a bar\\r" >&"${straight:-2}"
[ -t "${straight:-2}" ] && echo "on a terminal"
echo "process $$"
cat
exit 9'
}

line_aboutTheModule_isLeftOut_andAllElseIsShown() {
  for word in compare cosim sweep verify --version; do
    build_house_thatWarns
    # The substitution ends when the filter has: it waits for everybody who can write to it.
    err=$(cd "$room" && echo 'from standard input' |
      PATH="$room/tools" "$house/backflow" "$word" 2>&1 >"$room/output")
    expect "lines about the module of $word" "$(echo "$err" | grep -c incubator)" 0
    expect_part "$err" 'Picked up JAVA_TOOL_OPTIONS: -Dx=y'
    expect_part "$err" 'WARNING: something else'
    expect_part "$err" 'a bar'
    expect_line "$(cat "$room/output")" 'from standard input'
    start "$word"
    expect "exit code of $word" "$code" 9
    expect 'files left' "$(find "$room/temporary" -mindepth 1)" ''
  done
  build_house_thatWarns
  err=$(PATH="$room/tools" "$house/backflow" cost </dev/null 2>&1 >/dev/null)
  expect 'lines of a command that needs no module' "$(echo "$err" | grep -c incubator)" 1
}

program_hasTheTerminalAndTheProcess_ofTheLauncher() {
  build_house_thatWarns
  PATH="$room/tools" "$house/backflow" compare </dev/null >"$room/output" 2>/dev/null &
  launched=$!
  wait "$launched"
  expect_line "$(cat "$room/output")" "process $launched"
  if ! command -v script >/dev/null; then
    echo 'program_hasTheTerminal: not run in a terminal, script is missing'
    return
  fi
  script -qec "PATH='$room/tools' '$house/backflow' compare" /dev/null </dev/null >"$room/shown"
  expect_line "$(tr -d '\r' <"$room/shown" | sed 's/^a bar//')" 'on a terminal'
}

missing_roomForAPipe_isTolerated() {
  build_house_thatWarns
  rm "$room/tools/mkfifo"
  start compare </dev/null
  expect 'exit code' "$code" 9
  expect_line "$err" 'WARNING: Using incubator modules: jdk.incubator.vector'
  expect_part "$err" 'a bar'
}

missing_locale_isOneThatKnowsAllNames() {
  build_house
  touch "$house/target/backflow.jar"
  # shellcheck disable=SC2016
  fake jdk/bin/java 'echo "${LC_ALL:-${LC_CTYPE:-$LANG}}"'
  for locale in C POSIX ''; do
    LC_ALL=$locale LC_CTYPE='' LANG='' start
    expect "locale for LC_ALL='$locale'" "$out" C.UTF-8
    LC_ALL='' LC_CTYPE='' LANG=$locale start
    expect "locale for LANG='$locale'" "$out" C.UTF-8
  done
  LC_ALL='' LC_CTYPE='' LANG=de_DE.UTF-8 start
  expect 'a locale of its own' "$out" de_DE.UTF-8
}

# Makes a house without a jar, a JDK 17, a Maven, and a PATH of nothing else but system tools.
build_house() {
  # Some shells keep an assignment in front of a function's call.
  unset BACKFLOW_JAVA_OPTS COLUMNS NO_COLOR command in_path
  rm -rf "${room:?}"/*
  house="$room/a house"
  mkdir -p "$house/target" "$house/src/main/java" "$room/jdk/bin" "$room/tools"
  cp "$launcher" "$house/backflow"
  touch "$house/pom.xml" "$house/src/main/java/Main.java"
  mkdir "$room/temporary"
  TMPDIR=$room/temporary
  export TMPDIR
  for tool in cat dirname find head mkdir mkfifo mktemp mv readlink rm sed sh sleep touch; do
    ln -s "$(command -v "$tool")" "$room/tools/$tool"
  done
  # shellcheck disable=SC2016
  fake jdk/bin/java 'printf "%s\n" "in $PWD" "$@"'
  fake jdk/bin/javac 'exit 1'
  echo 'JAVA_VERSION="17.0.15"' >"$room/jdk/release"
  # Maven notes the call and, after a while, writes the jar.
  fake tools/mvn "echo \"JAVA_HOME=\$JAVA_HOME in \$PWD\" >>'$room/builds'
echo 'noise on standard output'
sleep 0.2
for option; do
  case \$option in -Drunnable.jar=*) : >\"\${option#*=}\" ;; esac
done"
  JAVA_HOME=$room/jdk
  export JAVA_HOME
}

# fake FILE SCRIPT
fake() {
  rm -f "$room/$1"
  printf '#!/bin/sh\n%s\n' "$2" >"$room/$1"
  chmod +x "$room/$1"
}

# Starts the launcher in the room and sets out, err and code.
start() {
  messages=$(mktemp "$room/messages.XXXXXX")
  out=$(cd "$room" && PATH=${in_path-$room/tools} "${command-$house/backflow}" "$@" 2>"$messages")
  code=$?
  err=$(cat "$messages")
}

builds() {
  wc -l <"$room/builds" | tr -d ' '
}

# expect WHAT ACTUAL EXPECTED
expect() {
  if [ "$2" = "$3" ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAILED %s\n  expected: %s\n  actual:   %s\n' "$1" "$3" "$2"
  fi
}

# expect_line TEXT LINE
expect_line() {
  found=$(printf '%s\n' "$1" | grep -Fx -e "$2")
  expect "a line of: $1" "$found" "$2"
}

# expect_part TEXT PART
expect_part() {
  case $1 in
    *"$2"*) expect part found found ;;
    *) expect 'a part of the text' "$1" "...$2..." ;;
  esac
}

main
