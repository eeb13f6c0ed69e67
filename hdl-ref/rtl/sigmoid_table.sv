// The logistic function as a symmetric half table.
//
// Computes  word_o = address_i >= 0 ? words[address_i] : One - words[-address_i], where word i holds
//           sigmoid(i step) and One is the code of 1.0.
// Ranges:  -Words < address_i < Words, Words a power of two; AddressWidth = log2(Words) + 1. The
//          smallest code is excluded by the symmetric limit of the address conversion.
// Timing:  word_o one cycle after address_i (a synchronous memory).
//
// TableFile  Words hexadecimal words, read by $readmemh at time zero from the working directory

`default_nettype none

module sigmoid_table #(
  parameter int Words = 2048,
  parameter int Width = 16,
  parameter int Fraction = 14,
  parameter TableFile = "sigmoid.hex",
  parameter int AddressWidth = $clog2(Words) + 1
) (
  input  logic                           clk_i,
  input  logic signed [AddressWidth-1:0] address_i,
  output logic [Width-1:0]               word_o
);

  localparam logic [Width-1:0] One = Width'(1) << Fraction;

  logic [Width-1:0] words [0:Words-1];
  logic [AddressWidth-1:0] magnitude;
  logic [Width-1:0] word_q;
  logic negative_q;

  initial begin
    $readmemh(TableFile, words);
  end

  assign magnitude = address_i[AddressWidth-1] ? -address_i : address_i;

  always_ff @(posedge clk_i) begin
    word_q <= words[magnitude[AddressWidth-2:0]];
    negative_q <= address_i[AddressWidth-1];
  end

  assign word_o = negative_q ? One - word_q : word_q;

  logic unused_magnitude;
  assign unused_magnitude = magnitude[AddressWidth-1];

endmodule

`default_nettype wire
