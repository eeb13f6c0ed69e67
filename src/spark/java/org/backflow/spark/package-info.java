/** Sweeps on Apache Spark. */
@NullMarked
package org.backflow.spark;

import org.jspecify.annotations.NullMarked;
