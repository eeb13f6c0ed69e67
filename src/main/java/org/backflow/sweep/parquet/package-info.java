/**
 * A writer of flat tables in the Apache Parquet format. Libraries that write Parquet bring classes
 * of Hadoop, which get in the way of those of Spark, and more megabytes than Backflow has.
 */
@NullMarked
package org.backflow.sweep.parquet;

import org.jspecify.annotations.NullMarked;
