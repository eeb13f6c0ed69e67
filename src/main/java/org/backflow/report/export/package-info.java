/** What other programs take over: arrays, memories, traces, test reports. */
@NullMarked
package org.backflow.report.export;

import org.jspecify.annotations.NullMarked;
