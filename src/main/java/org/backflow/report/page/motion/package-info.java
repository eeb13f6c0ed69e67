/** A small array and a router at work, cycle by cycle. */
@NullMarked
package org.backflow.report.page.motion;

import org.jspecify.annotations.NullMarked;
