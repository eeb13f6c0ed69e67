#!/bin/sh
# Holds a sweep on Spark to the same sweep on this machine: a standalone master and two workers on
# the loopback address, one of which is killed half-way. What is left of the cluster then gets the
# sweep once more, by spark-submit.
#
# Usage: spark-test.sh CLASSPATH [SWEEP WORKERS]
# CLASSPATH is Spark's, as mvn -f src/spark/cluster.xml dependency:build-classpath has it. With a
# sweep and a number of workers, so many are started and none is killed, to measure.
set -eu

# What Spark asks for since Java keeps its internals closed, see JavaModuleOptions of Spark.
opens='-XX:+IgnoreUnrecognizedVMOptions -Djdk.reflect.useDirectMethodHandle=false'
for package in lang lang.invoke lang.reflect io net nio util util.concurrent \
  util.concurrent.atomic; do
  opens="$opens --add-opens=java.base/java.$package=ALL-UNNAMED"
done
for package in jdk.internal.ref sun.nio.ch sun.nio.cs sun.security.action sun.util.calendar; do
  opens="$opens --add-opens=java.base/$package=ALL-UNNAMED"
done

main() {
  classpath=$1
  work=$(mktemp -d)
  sweep=${2-$work/sweep.yaml}
  workers=${3-2}
  kills=$([ $# -lt 3 ] && echo 1 || echo 0)
  write_sweep
  processes=
  trap 'stop' EXIT
  trap 'exit 130' INT TERM
  make_spark_home
  start_master
  worker=1
  while [ "$worker" -le "$workers" ]; do
    start_worker "$worker"
    worker=$((worker + 1))
  done
  await 'Registering worker' "$work/master.log" "$workers"

  echo "on this machine:"
  run_sweep "$work/local" 2>&1 | grep 'points/s'
  echo "on Spark, workers of one core: $workers"
  run_sweep "$work/cluster" --master "$master" >"$work/driver.log" 2>&1 &
  driver=$!
  processes="$processes $driver"
  if [ "$kills" = 1 ]; then
    kill_worker_half_way
  fi
  wait "$driver" || {
    tail -n 40 "$work/driver.log"
    echo 'the sweep on Spark failed'
    exit 1
  }
  grep '^sweep: .* in ' "$work/driver.log"
  if [ "$kills" = 1 ]; then
    grep -q 'Lost executor' "$work/driver.log" || {
      echo 'Spark did not notice that a worker was lost'
      exit 1
    }
    grep -o 'Lost executor.*' "$work/driver.log" | head -n 1
  fi
  hold_to_local cluster

  echo "by spark-submit, workers: $((workers - kills))"
  submit_sweep "$work/submitted" >"$work/submit.log" 2>&1 || {
    tail -n 40 "$work/submit.log"
    echo 'the sweep by spark-submit failed'
    exit 1
  }
  grep '^sweep: .* in ' "$work/submit.log"
  hold_to_local submitted
}

hold_to_local() {
  cmp "$work/local/results.csv" "$work/$1/results.csv"
  cmp "$work/local/results.parquet" "$work/$1/results.parquet"
  echo "equal byte for byte: $(($(wc -l <"$work/local/results.csv") - 1)) rows"
}

write_sweep() {
  cat >"$work/sweep.yaml" <<'END'
experiment: mnist-20
train: false
space:
  accelerator.array: [4x4, 4x8, 8x4, 8x8, 8x16, 16x8, 16x16, 32x32]
  accelerator.dataflow: [os, ws, is]
  protocol.minibatch: {from: 1, to: 60, step: 1}
  fixedPoint.accumulatorBits: [38, 48]
  scheme: [backprop, one-hot]
constraints: [array.rows <= array.columns]
END
}

# Workers start executors with the jars of a Spark home.
make_spark_home() {
  mkdir -p "$work/spark/jars" "$work/tmp"
  old_ifs=$IFS
  IFS=:
  for jar in $classpath; do
    ln -s "$jar" "$work/spark/jars/"
  done
  IFS=$old_ifs
  export SPARK_HOME="$work/spark" SPARK_LOCAL_IP=127.0.0.1 SPARK_LOCAL_DIRS="$work/tmp" \
    SPARK_SCALA_VERSION=2.13
}

# spark_java LOG ARGUMENT...: starts a process of Spark; its number is in pid.
spark_java() {
  log=$1
  shift
  # shellcheck disable=SC2086
  java $opens "-Djava.io.tmpdir=$work/tmp" -cp "$SPARK_HOME/jars/*" "$@" >"$log" 2>&1 &
  pid=$!
  processes="$processes $pid"
}

start_master() {
  spark_java "$work/master.log" -Xmx256m org.apache.spark.deploy.master.Master \
    --host 127.0.0.1 --port 0 --webui-port 0
  await 'Starting Spark master at' "$work/master.log" 1
  master=$(sed -n 's/.*Starting Spark master at \(spark:[^ ]*\).*/\1/p' "$work/master.log")
}

start_worker() {
  spark_java "$work/worker-$1.log" -Xmx256m org.apache.spark.deploy.worker.Worker \
    --host 127.0.0.1 --cores 1 --memory 1g --webui-port 0 --work-dir "$work/worker-$1" "$master"
  last_worker=$pid
}

# await TEXT FILE COUNT: waits until so many lines of a log have the text.
await() {
  patience=600
  until [ "$(grep -c "$1" "$2" 2>/dev/null || true)" -ge "$3" ]; do
    patience=$((patience - 1))
    if [ "$patience" -eq 0 ]; then
      tail -n 20 "$2"
      echo "waited in vain for '$1'"
      exit 1
    fi
    sleep 0.1
  done
}

run_sweep() {
  into=$1
  shift
  # shellcheck disable=SC2086
  java $opens -Dbackflow.home="$PWD" -Djava.io.tmpdir="$work/tmp" -Dspark.ui.enabled=false \
    -Dspark.driver.host=127.0.0.1 -Dspark.executor.memory=512m \
    -cp "target/backflow-spark.jar:$SPARK_HOME/jars/*" \
    org.backflow.cli.Main sweep "$sweep" --output "$into" "$@"
}

# What the script spark-submit does, which comes with Spark's distribution and not with its jars: has
# the launcher make the command, arguments that end in NUL and behind an empty one, and runs that.
submit_sweep() {
  java -cp "$SPARK_HOME/jars/*" org.apache.spark.launcher.Main \
    org.apache.spark.deploy.SparkSubmit --master "$master" \
    --conf spark.driver.host=127.0.0.1 --conf spark.ui.enabled=false \
    --conf spark.executor.memory=512m \
    --conf "spark.driver.extraJavaOptions=-Dbackflow.home=$PWD -Djava.io.tmpdir=$work/tmp" \
    target/backflow-spark.jar sweep "$sweep" --output "$1" --master submitted >"$work/submit.command"
  tail -n +2 "$work/submit.command" | xargs -0 env
}

# Kills a worker and the executor below it once some of the points are there, and before all are.
kill_worker_half_way() {
  partial=$work/cluster/results.partial.csv
  patience=3000
  until [ -f "$partial" ] && [ "$(wc -l <"$partial")" -gt 700 ]; do
    if ! kill -0 "$driver" 2>/dev/null || [ "$patience" -eq 0 ]; then
      tail -n 40 "$work/driver.log"
      echo 'the sweep ended before a worker could be killed'
      exit 1
    fi
    patience=$((patience - 1))
    sleep 0.05
  done
  executors=$(pgrep -P "$last_worker" || true)
  # shellcheck disable=SC2086
  kill -9 "$last_worker" $executors
  echo "killed a worker after $(($(wc -l <"$partial") - 2)) points"
}

stop() {
  for process in $processes; do
    # shellcheck disable=SC2046
    kill -9 $(pgrep -P "$process" || true) "$process" 2>/dev/null || true
  done
  rm -rf "$work"
}

main "$@"
