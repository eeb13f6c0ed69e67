// One-hot feedback in parallel: every lane selects one output error, nothing is multiplied.
//
// Computes  words_o[l] = errors_i[selections_i[l]]  for Lanes hidden units at once.
// Ranges:  selections below Outputs; lane 0 and output 0 in the low bits.
// Timing:  combinational.

`default_nettype none

module feedback_router #(
  parameter int Lanes = 4,
  parameter int Outputs = 10,
  parameter int Width = 16,
  parameter int IndexWidth = (Outputs > 1) ? $clog2(Outputs) : 1
) (
  input  logic [Outputs*Width-1:0]    errors_i,
  input  logic [Lanes*IndexWidth-1:0] selections_i,
  output logic [Lanes*Width-1:0]      words_o
);

  for (genvar l = 0; l < Lanes; l++) begin : g_lane
    logic [IndexWidth-1:0] selection;
    assign selection = selections_i[l*IndexWidth+:IndexWidth];
    assign words_o[l*Width+:Width] = errors_i[32'(selection)*Width+:Width];
  end

endmodule

`default_nettype wire
