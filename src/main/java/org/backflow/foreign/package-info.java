/** The files of other tools, read into plans and tables of our own: SCALE-Sim's and Accelergy's. */
@NullMarked
package org.backflow.foreign;

import org.jspecify.annotations.NullMarked;
