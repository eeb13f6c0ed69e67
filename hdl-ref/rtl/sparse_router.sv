// Sparse feedback: every lane selects one output error a cycle and adds its product to a sum.
//
// Computes  sums_o[l] = sum over the terms of a block of errors_i[selections_i[l]] values_i[l], for
//           Lanes hidden units at once. A block is a run of terms, first_i with its first.
// Ranges:   selections below Outputs; the sum of a block's products, which the caller proves SumWidth
//           to hold. Lane 0 and output 0 in the low bits.
// Timing:   a term a cycle, idle cycles may lie between. A term is selected into a register at the
//           first edge and in the sum at the second, so that neither the selection nor the
//           multiplication waits for the other: sums_o holds a block in the second cycle after its
//           last term, and until the second cycle after the next term.

`default_nettype none

module sparse_router #(
  parameter int Lanes = 4,
  parameter int Outputs = 10,
  parameter int DeltaWidth = 16,
  parameter int FeedbackWidth = 16,
  parameter int FeedbackSigned = 1,
  parameter int SumWidth = 36,
  parameter int IndexWidth = (Outputs > 1) ? $clog2(Outputs) : 1
) (
  input  logic                           clk_i,
  input  logic                           rst_ni,
  input  logic                           valid_i,
  input  logic                           first_i,
  input  logic [Outputs*DeltaWidth-1:0]  errors_i,
  input  logic [Lanes*IndexWidth-1:0]    selections_i,
  input  logic [Lanes*FeedbackWidth-1:0] values_i,
  output logic [Lanes*SumWidth-1:0]      sums_o
);

  localparam int ProductWidth = DeltaWidth + FeedbackWidth + 1;

  logic [Lanes*DeltaWidth-1:0] words;
  feedback_router #(
    .Lanes(Lanes), .Outputs(Outputs), .Width(DeltaWidth), .IndexWidth(IndexWidth)
  ) u_router (
    .errors_i, .selections_i, .words_o(words)
  );

  logic valid_q, first_q;
  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      valid_q <= 1'b0;
      first_q <= 1'b0;
    end else begin
      valid_q <= valid_i;
      first_q <= first_i;
    end
  end

  for (genvar l = 0; l < Lanes; l++) begin : g_lane
    logic signed [DeltaWidth-1:0] error_q;
    logic signed [FeedbackWidth:0] value_q;
    logic signed [ProductWidth-1:0] product;
    logic signed [SumWidth-1:0] sum_q;
    always_ff @(posedge clk_i) begin
      error_q <= words[l*DeltaWidth+:DeltaWidth];
      value_q <= {(FeedbackSigned != 0) && values_i[l*FeedbackWidth+FeedbackWidth-1],
                  values_i[l*FeedbackWidth+:FeedbackWidth]};
      if (valid_q) begin
        sum_q <= (first_q ? {SumWidth{1'b0}} : sum_q) + SumWidth'(product);
      end
    end
    assign product = ProductWidth'(error_q) * ProductWidth'(value_q);
    assign sums_o[l*SumWidth+:SumWidth] = sum_q;
  end

endmodule

`default_nettype wire
