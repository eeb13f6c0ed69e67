// Names of the five roundings and three overflow modes, and the step of the random register.
//
// The numbers equal the order of the constants of the Java enums Rounding and Overflow.

`default_nettype none

// A top level uses some of these names, never all.
/* verilator lint_off UNUSEDPARAM */
package fixed_point_pkg;
  localparam int TRN = 0;         // toward minus infinity
  localparam int RND = 1;         // to nearest, ties toward plus infinity
  localparam int RND_CONV = 2;    // to nearest, ties to even
  localparam int RND_ZERO = 3;    // to nearest, ties toward zero
  localparam int STOCHASTIC = 4;  // random bits are added, then cut off

  localparam int SAT = 0;         // limit to the smallest and the largest code
  localparam int SAT_SYM = 1;     // limit to the largest code and its negative
  localparam int WRAP = 2;        // keep the low bits

  // The state after `state`: x^32 + x^22 + x^2 + x + 1, Galois form, shifting right.
  function logic [31:0] lfsr_next(input logic [31:0] state);
    lfsr_next = {1'b0, state[31:1]} ^ (state[0] ? 32'h8020_0003 : 32'h0000_0000);
  endfunction
endpackage
/* verilator lint_on UNUSEDPARAM */

`default_nettype wire
