// Processing element of the weight-stationary array: keeps one weight.
//
// Computes  sum_o = sum_i + a_i w  for every pair that passes; a goes right, sums go down, one
//           register per hop. Weights come down the column: w_o is the weight register.
// Ranges:  sums of at most R products, R the rows of the array; the caller proves AccWidth.
// Timing:  a_o one cycle after a_i; load_i moves the column of weights down.
//
// SumRegister = 1   sum_o one cycle after a_i and sum_i
// SumRegister = 0   sum_o in the cycle of a_i and sum_i, for elements with none below them
// DoubleBuffer = 0  the weight register that is loaded is the one that multiplies
// DoubleBuffer = 1  first_i, which travels with the first operand of a fold, switches to the loaded
//                   weight; from the next cycle on, the chain may be loaded for the next fold

`default_nettype none

module pe_weight_stationary #(
  parameter int AWidth = 16,
  parameter int BWidth = 16,
  parameter int AccWidth = 48,
  parameter int DoubleBuffer = 0,
  parameter int SumRegister = 1
) (
  input  logic                       clk_i,
  input  logic                       rst_ni,
  input  logic                       load_i,
  input  logic signed [BWidth-1:0]   w_i,
  output logic signed [BWidth-1:0]   w_o,
  input  logic                       first_i,
  input  logic signed [AWidth-1:0]   a_i,
  output logic                       first_o,
  output logic signed [AWidth-1:0]   a_o,
  input  logic signed [AccWidth-1:0] sum_i,
  output logic signed [AccWidth-1:0] sum_o
);

  localparam int ProductWidth = AWidth + BWidth;

  logic signed [BWidth-1:0] weight;
  logic signed [ProductWidth-1:0] product;

  always_ff @(posedge clk_i) begin
    if (load_i) begin
      w_o <= w_i;
    end
  end

  if (DoubleBuffer != 0) begin : g_double
    logic signed [BWidth-1:0] active_q;
    always_ff @(posedge clk_i) begin
      if (first_i) begin
        active_q <= w_o;
      end
    end
    assign weight = first_i ? w_o : active_q;
  end else begin : g_single
    assign weight = w_o;
  end

  assign product = ProductWidth'(a_i) * ProductWidth'(weight);

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      first_o <= 1'b0;
    end else begin
      first_o <= first_i;
    end
  end

  always_ff @(posedge clk_i) begin
    a_o <= a_i;
  end

  if (SumRegister != 0) begin : g_sum_register
    always_ff @(posedge clk_i) begin
      sum_o <= sum_i + AccWidth'(product);
    end
  end else begin : g_sum_wire
    assign sum_o = sum_i + AccWidth'(product);
  end

endmodule

`default_nettype wire
