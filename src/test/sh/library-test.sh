#!/bin/sh
# Compiles and runs a user's project against the one jar: a feedback scheme in a jar of its own, a
# program that uses the library, and the commands with that scheme. Needs a JDK and nothing else.
#
# Usage: library-test.sh JAR FOLDER, from the project's folder; FOLDER is made.
set -eu
jar=$1
work=$2
sources=src/library/java/example

fail() {
  printf 'FAIL  %s\n' "$1"
  sed 's/^/      /' "$work/out" | tail -n 20
  exit 1
}

# holds TITLE PATTERN: what the last command printed has the pattern.
holds() {
  grep -Eq "$2" "$work/out" || fail "$1"
  printf 'pass  %s\n' "$1"
}

backflow() {
  java --add-modules jdk.incubator.vector -cp "$jar:$work/mine.jar" org.backflow.cli.Main "$@" \
    >"$work/out" 2>&1
}

# provides JAR CLASS...: a jar of the compiled classes that provides schemes.
provides() {
  made=$1
  shift
  mkdir -p "$work/classes/META-INF/services"
  printf '%s\n' "$@" >"$work/classes/META-INF/services/org.backflow.feedback.FeedbackScheme"
  (cd "$work/classes" && jar cf "$made" .)
}

mkdir -p "$work/classes" "$work/clash/example"
jar=$(cd "$(dirname "$jar")" && pwd)/$(basename "$jar")
work=$(cd "$work" && pwd)

javac -Xlint:all -Werror -proc:none -cp "$jar" -d "$work/classes" "$sources"/*.java >"$work/out" 2>&1 ||
  fail 'the project compiles against the jar'
echo 'pass  the project compiles against the jar'
provides "$work/mine.jar" example.BlockOneHot

short='data.split={trainSamples: 1000, testSamples: 500}'
java -cp "$jar:$work/mine.jar" example.Compare data/experiments/mnist-20.yaml "data.path=data/mnist" \
  "$short" runs=1 protocol.epochs=1 >"$work/out" 2>&1 || fail 'the program runs'
holds 'the program trains and prices its scheme' '^block-one-hot 0\.[0-9]+ [0-9]+$'
one_hot=$(sed -n 's/^one-hot [^ ]* //p' "$work/out")
holds 'it multiplies as often as one-hot' "^block-one-hot [^ ]* $one_hot\$"
java -cp "$jar:$work/mine.jar" example.Build data/mnist >"$work/out" 2>&1 ||
  fail 'an experiment that is built runs'
holds 'an experiment that is built runs' '^one-hot 0\.[0-9]+ 1\.0167x$'

backflow explain block-one-hot || fail 'explain knows the scheme'
holds 'explain knows the scheme' 'example\.BlockOneHot'
backflow cost --layers 784-20-10 --scheme block-one-hot || fail 'cost takes the scheme'
holds 'cost takes the scheme' 'router'
backflow compare --output "$work/report" --set "$short" --set runs=1 --set protocol.epochs=1 \
  --set 'schemes=[backprop, block-one-hot]' || fail 'compare takes the scheme'
holds 'compare takes the scheme' 'block-one-hot'

sed 's/BlockOneHot/Clash/; s/"block-one-hot"/"one-hot"/' "$sources/BlockOneHot.java" \
  >"$work/clash/example/Clash.java"
javac -proc:none -cp "$jar" -d "$work/classes" "$work/clash/example/Clash.java"
provides "$work/mine.jar" example.Clash
code=0
backflow cost --layers 784-20-10 --scheme one-hot || code=$?
holds 'a name that is taken is refused with both classes' 'example\.Clash.*org\.backflow\.feedback\.OneHot'
[ "$code" -eq 3 ] || fail "a name that is taken exits with 3, not $code"

java --describe-module --module-path "$jar" -m org.backflow >"$work/out" 2>&1 ||
  java -p "$jar" -d org.backflow >"$work/out" 2>&1 || fail 'the jar is the module org.backflow'
holds 'the jar is the module org.backflow' 'org\.backflow.* automatic'
unzip -l "$jar" >"$work/out" 2>/dev/null || jar tf "$jar" >"$work/out"
if grep -Eq ' (com/fasterxml|picocli|org/snakeyaml|de/siegmar|org/apache/commons/math3)/|^(com/fasterxml|picocli)/' "$work/out"; then
  fail 'libraries in the jar have names of their own'
fi
echo 'pass  libraries in the jar have names of their own'
