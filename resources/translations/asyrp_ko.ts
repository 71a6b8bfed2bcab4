<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
 <context>
  <name />
  <message>
   <source>Directions</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Drop folders or photos here</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>One change for all of them, unattended. A photo that cannot be edited stops none of the others,
and a batch that was stopped goes on where it was.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Photos of the batch</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Strength grid</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Actions</name>
  <message>
   <source>&amp;100 %</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;About Asyrp Desktop</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Batch…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Close</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Copy settings</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Difference</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Directions…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Edit</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;File</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Help</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Inspector…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Keyboard shortcuts</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Log…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Map of the change</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Models…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Next photo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Open…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Paste</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Previous photo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Quit</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Redo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Save As…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Split</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Train a direction…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Undo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;View</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Apply to all &amp;faces</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Look for a &amp;newer version</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>M&amp;orph…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open &amp;recent</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open sa&amp;mple photo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Original, while held (O)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Paste &amp;settings</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reset &amp;all</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save As</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save the &amp;edit…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Se&amp;ttings…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show the square the &amp;model sees</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Side &amp;by side</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Strength &amp;grid…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take the &amp;tour</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Tools</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What was set on the photo, as a small file to go on with later</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Zoom &amp;in</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Zoom &amp;out</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Zoom to &amp;fit</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>AxisForm</name>
  <message>
   <source>from</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>steps</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>to</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{title}: from</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{title}: steps</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{title}: to</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>BatchWindow</name>
  <message>
   <source>All</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Batch</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Batch at work</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cancel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cancelled</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Checking what was done before: {done} of {total}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Done</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Edited</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Failed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Looking for photos…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Make room, and the batch goes on.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Not edited</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open report</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open result</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pause</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Photo before and after</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Photos: {n}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Progress of the batch</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Resume</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Skipped</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Start</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stop the batch? What is done stays, and the same batch goes on where it stopped.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The disk is full.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Try failed again</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Waiting</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>about {n} min left</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>cancelled: {n}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>done: {n}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>failed: {n}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>paused</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>skipped: {n}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>waiting for room on the disk</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{ended} of {total} photos</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n:.3g} a minute</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} faces</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>CalibrationChoice</name>
  <message>
   <source>Choose…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Folder of photos</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Not now</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Number of pictures</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Photos such as the model knows</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pictures to calibrate with</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Tells from which step on a direction should edit. Without it, middle values are taken. A large model on a processor takes minutes a picture.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>With photos of a folder</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>With pictures that the model draws</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Callout</name>
  <message>
   <source>Done</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Next</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Skip the tour</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} of {count}</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>CardDelegate</name>
  <message>
   <source>New name of the direction</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No preview yet</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>hidden</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>no slider</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>yours</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>ChangeView</name>
  <message>
   <source>Changed: {share:.1%} of the photo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Difference × {gain}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Original</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Comparison</name>
  <message>
   <source>Difference between original and edited photo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Edited</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Edited photo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Map of what the edit changed where</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Original</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Original and edited photo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Original photo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Preview</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>CurvesPlot</name>
  <message>
   <source>Calibration curves: h is shifted from t = {t_edit} up, noise is added below t = {t_boost}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>photo to noisy photo (quality deficiency)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>photo to predicted x0 (editing strength)</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Detail</name>
  <message>
   <source>Came with the program, for {model}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose a direction, and all that is known of it is shown here.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Favourite</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Hidden</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>In the slider panel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Seen here only among “Hidden”, and without a slider</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Tags</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Tags, with commas between</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Your own, for {model}</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>DeviceCard</name>
  <message>
   <source>Cancel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Find the fastest</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Low memory</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Measures every way of computing, and keeps the fastest whose edits stay exact.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Number format</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>One photo and one evaluation at a time: slower, and in less memory.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Trying {what}…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{free:.1f} of {total:.1f} GiB free</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{mark}  {setting}: {ms}, an edit differs by {off:.2f} grey levels</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{ms} an evaluation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>–  {setting}: {ms}, slower</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>✕  {setting}: {why}</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>DevicesPage</name>
  <message>
   <source>Compute on</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Devices are being measured</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Measure again</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Measured with {model}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The best device there is</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>DirectionModel</name>
  <message>
   <source>favourite</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>has a slider</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>hidden</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>no slider</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>EmptyState</name>
  <message>
   <source>Drop a photo of a face here</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>New here? Take the tour: one minute</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open a photo…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Then move a slider: a smile, an age. The program paints the change into your photo.
Everything happens on this computer; no picture leaves it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Try the sample</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>EngineThread</name>
  <message>
   <source>Something unforeseen went wrong: {error}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Try it again.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>FilmView</name>
  <message>
   <source>Pause</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Picture of the film</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Play</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Filmstrip</name>
  <message>
   <source>Open photos</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{photo} (not saved)</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>FilterBar</name>
  <message>
   <source>All</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>All base models</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Any tag</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Base model</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Bundled</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>By name</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Favourites</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Favourites first</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Hidden</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Newest first</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Order</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Search directions</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Search names, prompts and tags</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Tag</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Which directions</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>With a slider</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Yours</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>FoldersPage</name>
  <message>
   <source>All of it lies on this computer. Where models lie can be changed in the window of the models.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Directions</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Edits</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Log</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Models</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open the folder: {name}</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>GeneralPage</name>
  <message>
   <source> MB</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Language</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Memory for edits</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>All as at first</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>As the system</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Counts at once. Photos stay open.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Dark</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Edits that were seen are kept at hand, so that undo and redo show them at once.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Follows the system unless it is told here.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>L&amp;ook</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Leave out where a photo was taken</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Light</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Of photos that are saved. Photo &gt; Save without the location is the same for one session.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The settings of this page as they were when the program was new</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>While nothing else is to do, edits are rendered that you may want next. Without it the machine stays cool, and sliders show quick previews.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Work ahead, so that sliders follow the hand</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>GridWindow</name>
  <message>
   <source>Across</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cell</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Double-click a cell, or press Enter on it, and the sliders are set to it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Down</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No direction of this model has a slider.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save the grid</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Size of a cell</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Strength grid</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What a cell shows</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{direction} →</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{direction} ↓</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} pixels</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>ImportForm</name>
  <message>
   <source>A face, as in FFHQ and CelebA-HQ</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A face, closer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Allows commercial use.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Attention heads</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Bring a model</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Calibrate</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cancel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Channels of every head</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Checking it on a photo…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>From</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Import</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Installing…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It is given</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It knows</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Licence</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Noise schedule</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Not for commercial use.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reading and converting…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Side of its pictures, in pixels</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The middle of the photo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Timesteps</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Under which licence do you have the weights?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Waiting…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What a checkpoint does not say</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Whether it allows commercial use is not known.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>as published</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>InspectorWindow</name>
  <message>
   <source>&amp;Steps</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>As the model says</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>At t_edit the predicted x0 is {strength:.2f} away from the photo (editing strength), at t_boost the noisy photo {deficiency:.2f} (quality deficiency); both by {measure}. h is shifted from t_edit up; below t_boost noise is added back. A smaller t_edit changes more, and keeps less.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cancel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How much of that noise</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Inspector</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Look at the way</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Move a slider: then the way of the edit can be looked at.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Of the whole way; another number inverts the photo anew</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open a photo: then its way can be looked at, and the lines above can be moved.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Predicted x0 on the way</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Progress</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Render the edit once more, and keep what each step takes for the photo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Smallest timestep at which h is shifted</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Soon…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The edit is being rendered.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This model was not calibrated: its curves are not known.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Timestep below which the photo's own noise is added back</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What each step takes for the photo, from noise to the end: of the edit and of the photo itself.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>change of the course</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Labels</name>
  <message>
   <source />
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>LibraryWindow</name>
  <message>
   <source>Delete</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Directions</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Drawing previews…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Duplicate</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Export a direction</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Export {n} directions</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Exported: {path}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Export…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Favourite</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Import directions</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Imported: {n}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Importing…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Import…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>In the slider panel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No direction is like that.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Rename</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show all</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take in a direction file; or drop one here</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no direction yet.
Train one, or drop a direction file here.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Undo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{name}” was deleted.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>LogWindow</name>
  <message>
   <source>Copy for a report</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Errors only</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Log</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing of that kind is in the log.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing went wrong so far. Warnings and errors will be found here.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open folder</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Search</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The log cannot be read: {error}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Warnings and errors</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What is shown</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What the program runs on, and the latest of the log. It can name files.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>LossCurve</name>
  <message>
   <source>Loss curve</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>held out</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>held-out loss {loss:.2f} at {done:.0%}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>training</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>MainWindow</name>
  <message>
   <source>Base model</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cancelled. The edit is shown as a preview.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Edits (*{suffix})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Get the model first, then open the edit again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open a photo, and the sliders wake up.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open photos</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>P&amp;resets</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Preparing was cancelled.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Ready. Move a slider.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Restore the edit</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save the edit</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save the edited photo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Saved: {path}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Saving was cancelled; no file was written.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The base model that photos are edited with</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The edit could not be saved.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The edit may look otherwise than it did.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The edit was made with the model “{name}”, which is not here.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The edited photo is not saved.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The language changes at the next start: a page is at work.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The model is being loaded.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The photo is being prepared.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The photo is being prepared. This is done once; then the sliders follow your hand.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The photo is being read.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The photo is not prepared, so the sliders rest.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no photo to paste. Copy a picture or a file first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>These edited photos are not saved:</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Unsaved edit</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Where is “{name}” now?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>choice of a preset</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>settings of one face for all</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{w} × {h} pixels</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{name}” was being edited when the program ended.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{name}” was edited before.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Messages</name>
  <message>
   <source>%1 cannot be read: %2.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 cannot be used on %2: %3.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 has no %2.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 has no direction “%2”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 has no preset “%2”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 is animated or has several pages.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 is damaged and cannot be read.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 is empty.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 is not a picture in a format that can be read.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 is too large: %2 x %3 pixels.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%1 pictures have no %2 components.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A base model is a folder with unet/ and scheduler/ in diffusers' layout.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A direction cannot be called “%1”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A model cannot be called “%1”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A morph cannot be written as “%1”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A morph cannot have %1 frames.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A preset cannot be called “%1”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>All photos are rated the same.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Another batch is at work in “%1”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Asyrp edits models of the kind UNet2DModel without classes or prompts.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Asyrp needs a model that works on pixels, such as ddpm-celebahq-256.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Asyrp needs one on pixels alone.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>At most %1 megapixels can be edited; make it smaller first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Attention of %1 channels cannot be cut into such heads.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Both sides of the grid are the same direction.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Bring the model's whole folder.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Check that it is an edit file.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Check that the file exists and may be read.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Check that the folder may be written to and has room.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Check the folder and its room.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Check the name, and the network if its weights are still to be downloaded; or use the built-in one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Check the settings of the import.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose a folder in diffusers' layout, with model_index.json or unet/, or a checkpoint file.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose a folder or a checkpoint file.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose a preset, or give --set NAME=STRENGTH.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose an empty folder.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose an unconditional model, such as ddpm-celebahq-256.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose another disk.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose another file.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose another folder.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose another for one of them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose another format, such as PNG or TIFF.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose another name, or remove that one first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose another name, or say that it may be replaced.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose another name.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose auto or cpu.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose one from 0 to %1.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose the base model it was made for, or make the direction again for this one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose the base model it was trained for.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose the checkpoint of a diffusion model.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose the unconditional checkpoint of the same family.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Combine directions of one base model.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Download it again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Duplicate it: the copy is yours.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Export it or make it again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Faces count from 1, the largest; choose a square where the face was not found.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Favourites and tags cannot be kept.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Free some space, or move the model folder to another disk: asyrp-desktop models move.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Get it again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Give 1 to %1 steps.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Give 2 to %1.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Give a folder of photos.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Give a folder that holds some.%1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Give at least two; a hundred are good.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Give directions with weights other than 0.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Give folders, files or patterns such as 'day*/*.jpg'.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Give it a short name without “=”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Give it a short name.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Give it: --t-edit, mostly between 400 and 600.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Give more photos, or such that differ more.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Give more pictures, or ask for less.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Give more pictures.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Give other --heads or --head-channels.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Give other inputs.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Give the built-in one's name, a folder, or a name such as ViT-B-16/openai.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Give the left edge, the top edge and the side of a square, in pixels.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Give the name of a file.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Give the size in pixels: --size.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Import it from a file, if you have one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Install ffmpeg, or write a .webp or .gif.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Install it again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Install that model first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Install the model again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Install what fsspec needs for it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Is Ray running there?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It cannot be read: %1.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It cannot be written: %1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It may hold %1.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It needs the columns “file” and “%1”, the latter with numbers.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It needs the columns “file” and “%1”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keep float32.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Known are %1 of a UNet2DModel.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Known are original DDPM, guided-diffusion, iDDPM and P2-weighting checkpoints, and diffusers folders.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Known: %1.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Known: %1; or give its folder.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Leave it out, or let it be read.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Let it end in {ext}, or in .jpg or .png.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>MP4 needs ffmpeg, which was not found.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Make it first, or choose another.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Make room on that disk.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Make room, or train with fewer images.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Make the edit anew.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Mend or remove that file.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No component stands out from the noise.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No direction “%1” was removed lately.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No edit can begin at t = %1.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No face was found.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No face was found: the middle of the photo is edited.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No model “%1” is installed that could be changed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No photo of “%1” can be used.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nobody published from which timestep “%1” edits %2.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>One photo is not enough to learn from.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Only unconditional networks in their published form can be imported.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open it in another program and save it again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open it with a newer version.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Paint white where the photo may change.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Project another direction off it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Put it in other words, or choose a larger text-image model.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Rate some higher than others.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Ray is not installed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remove the link.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Row %1 of “%2” says no file and rating.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save one picture of it as a file of its own.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>See: asyrp-desktop models list.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Set a strength first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Start it again without resuming.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The %1 device ran out of memory; the CPU took over.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The base model “%1” is damaged or incomplete.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The card of “%1” cannot be changed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The card of “%1” is damaged.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The catalog has no model “%1”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The cluster “%1” cannot be joined.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The crop %1,%2,%3 misses the photo of %4 x %5 pixels.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The details say why.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The file has zero bytes; get the photo again from where it came from.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The folder is empty.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The folder needs photos that show what the base model knows.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The folder “%1” does not exist.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The inverted photos need %1 GB in “%2”, where %3 GB are free.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The kept state of this training is damaged.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The mask “%1” is black all over.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The models are in “%1”; they cannot be moved to “%2”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The models cannot be moved to “%1”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The network cannot be evaluated.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The network's output is not a picture of finite numbers.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The photos differ no more than they would if they were shuffled.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The presets in “%1” cannot be read.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The previews cannot be kept.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The ratings are a CSV file in UTF-8.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The report cannot be written: %1.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The repository may have changed: report it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The result would replace the original photo.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The sizes in “%1” do not fit each other.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The template “%1” cannot be used: %2.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The template “%1” names no picture file.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The text-image model “%1” cannot be loaded.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The text-image model “%1” is damaged.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The weights do not say how large this network's pictures are (levels %1).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The weights may be damaged.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The weights of “%1” do not fit the network they should belong to.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The workers of the cluster cannot begin.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There are no photos to edit.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There are no photos to edit: all of them are results of this batch.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is a direction “%1” already.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is a model “%1” already.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no base model “%1”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no face number %1: %2 found in this photo.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no folder “%1”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no model “%1”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no room for the batch's record.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no text-image model “%1”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is nothing to combine.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is too little room for %1: %2 MB are still to come.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is too little room in “%1” for %2 MB.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There should be a %1 beside its config.json.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There should be a %1.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This batch would change nothing.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This checkpoint holds layers that are not of the network it looks like.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This checkpoint is not of a U-Net in guided-diffusion's published form.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This computer has no usable %1 device.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This model predicts “%1”, which is not supported.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This model's noise schedule ends in pure noise, from which no photo can be brought back.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This network has %1 levels: its pictures cannot be %2 pixels wide.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This network is conditional: it is told a class with every picture.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This preset would change nothing.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Update the program.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use --force to replace it, or choose another name.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use JPEG, PNG, WebP, TIFF, HEIC, AVIF or BMP.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use a short word without a comma.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use letters, digits, “-”, “_” and “.”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use one of %1.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Wait for it, or stop it first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What is known of “%1” cannot be read.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Workers died over it, %1 times.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Write a .webp or .gif instead.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Write to a file instead: --output FILE.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>ffmpeg could not write the film.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>no face was found</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>pictures of the kind %1 are not read</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” %2; its card stays as it is.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” belongs to the program and stays as it is.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” cannot be a tag.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” cannot be reached: %2.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” cannot be read.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” cannot be read: %2.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” cannot be used: %2.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” cannot be written to: %2.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” cannot be written.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” cannot be written: %2.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” cannot take %2 strengths.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” exists already</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” exists already.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” has no picture format that can be written.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” has no readable %2.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” has no weights.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” has nothing but itself in it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” holds layers of neither form of the public implementation.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” holds models already.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” holds no base model.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” holds no model.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” holds no network.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” is a %2, which cannot be edited.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” is a folder.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” is a latent model (%2): its U-Net sees an encoder's codes, not pixels.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” is a latent or conditional model.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” is conditional (%2): it is told a text or picture.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” is damaged.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” is empty.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” is for an h of %2 channels, but that of %3 has %4.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” is for the base model “%2”, which is not installed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” is no checkpoint, or is damaged.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” is no direction of Asyrp's public implementation.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” is not a direction file, or is damaged.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” is not an unconditional pixel-space diffusion model (it is a %2).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” is not there.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” is of no network that is known here.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” is there already.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” lies outside the output folder: a link leads there.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” names no photo.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” was made by a newer version of this program.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” was made for the base model %2, not for this %3.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” was made for the base model %2, “%3” for %4.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” was written by another version of the program.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” was written by another version of this program.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“%1” works on %2 channels, not on RGB pixels.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>ModelCard</name>
  <message>
   <source>&amp;Calibrate…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Remove…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Verify files</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Built in</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Calibrating…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cancel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Checking…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Discard</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Download</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Drawing pictures…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Ending…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>In use</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Installed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Installing…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>More about {title}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Not for commercial use</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Partly downloaded</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pause</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reading photos…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reading…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Resume</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use this model</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Verifying…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Waiting…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Working…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>about {all}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>not calibrated</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{got} of about {all}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{got} of {all}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} GB</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} MB</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} hours left</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} min left</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} px</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} s left</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{speed} a second</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>ModelWindow</name>
  <message>
   <source>A &amp;folder…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A checkpoint</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A checkpoint &amp;file…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A model's folder</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Base models</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Bring a model</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Calibrate</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Calibrate {title}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Calibrated: new directions will know their steps.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Checkpoints (*.pt *.pth *.ckpt *.bin *.safetensors);;All files (*)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Every file is as it was installed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Let go to bring it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Models</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Move…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Moving… {done:.0%}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remove a model</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remove it, and download or bring it again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remove “{title}” from this computer? {size} are freed; its directions stay.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Text-image models</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What photos are edited with</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What prompts are understood with</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Where the models are to be kept</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>or drop a folder or checkpoint here</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{size} in {folder}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{name}” is among its sliders.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{title}” is damaged: {files}.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>MorphWindow</name>
  <message>
   <source>A second</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>From → to</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Morph</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Move a slider first, or choose a direction to go along.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pictures</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save the morph</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Size</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Size of the film</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The photo → its edit</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What the film shows</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>and back again</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} pixels</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>NoticeBar</name>
  <message>
   <source>Copy details</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Dismiss</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Dismiss the message</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Message</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>OpenPhoto</name>
  <message>
   <source>Pasted picture</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>OpenPhotos</name>
  <message>
   <source>pasting of settings</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>OrderForm</name>
  <message>
   <source>Add a folder of photos</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Add folder…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Add photos</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Add photos, or drop folders here.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Add photos…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>As the sliders stand: {words}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Change</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose a folder</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose where the results go.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Clear</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It may hold {fields}, and / for folders</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keep as preset</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keep as preset…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Move a slider in the main window, or choose a preset.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name:</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>None yet: add them, or drop them here</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing yet: move a slider in the main window</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Photos</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remove preset</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Results</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Their names</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is a preset “{name}” already. Replace it?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Where the results go</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>all faces</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>give the result a number</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>if taken:</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>leave the other file, skip the photo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>of</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>replace the other file</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the largest face</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>with subfolders</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{names} and {n} more</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Overviews</name>
  <message>
   <source>*, Ctrl+Enter</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>+ and −; or the wheel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>About Asyrp Desktop</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>After “Diffusion Models already have a Semantic Latent Space”, Kwon, Jeong and Uh, ICLR 2023.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Arrows, Page up/down, Home, End</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Arrows; or drag</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Ctrl+E, Ctrl+I, Ctrl+F</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Delete, Backspace, 0; or double-click</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Edited photos carry a note that they were edited. Edit photos of people with their consent.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Edits photos in the semantic latent space (h-space) of a diffusion model, on your own computer.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Enter; or double-click</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Esc</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Export, import, find directions</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>F2, Ctrl+D, Delete; Ctrl+Z takes it back</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Favourite; give or take its slider</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keyboard shortcuts</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Left, Right, Home, End; or drag</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Move the divider in focus</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Move the photo in focus</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Move the slider in focus</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>O, while it is held</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Rename, duplicate, delete a direction</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>See the original</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Set the slider in focus back to 0</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Set the sliders to a cell of the grid</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stop what is under way</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Version {version}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Zoom the photo in focus</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>PhotoTable</name>
  <message>
   <source>Cancelled</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Done</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Editing…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Failed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Photo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reading…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Result</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Seconds</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Skipped</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Status</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Waiting</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Writing…</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Place</name>
  <message>
   <source>change of the reach</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>choice of what is edited</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>choice of where h is shifted</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>clearing of what is painted</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>erasing</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>move of the square</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>painting</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>PlaceActions</name>
  <message>
   <source>&amp;All faces</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Clear</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Erase</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Faces</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Next face</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Paint</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Photo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Square</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A square that you move: by mouse, or with the arrow keys in the photo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>F&amp;ull picture</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Forget what is painted: the edit counts around the face again</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Leave out of saved photos where they were taken</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Paint over the photo where the edit shall count</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save without the &amp;location</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take away from where the edit counts</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>PlacePanel</name>
  <message>
   <source>All</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>All faces</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Around it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Brush</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Counts only where it is painted.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Face {n}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How far around the face the edit goes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How far around the face the edit goes; double-click for the usual</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Make the change itself only there</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Size of the brush</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>h-space is shifted only where it is painted, so that what is beside it is not drawn along</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>PlanForm</name>
  <message>
   <source>A new direction</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>About {n} hours on this computer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>About {n} min on this computer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Advanced</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>As in the paper</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose a folder of faces</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Did you mean {words}?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Folder of photos</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Learn from</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Likeness of the prompts {cosine:.2f}; edits steps from t = {t} up.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Measuring how long it will take…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Normal</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Photos to learn from</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pictures</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Quality</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Quick</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Rounds</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Steps</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Text-image model</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The built-in one, a folder, or as open_clip names them: {example}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The photos show a…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>angry face</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>photos of a folder (better)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>pictures that the model draws</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{word}” means nothing to the text-image model.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>…and are to become a…</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>PresetsMenu</name>
  <message>
   <source>&amp;Recent settings</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keep</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keep the strengths that are set now under this name</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name of a new preset</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Presets that you keep will be found here</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Re&amp;move</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Replace</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The presets could not be written.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Previews</name>
  <message>
   <source>Photo {n} at strength {strength}</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>ProgressStrip</name>
  <message>
   <source>Cancel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Closing…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Comparing…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Loading the model…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Preparing the photo…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Preview…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Progress</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reading the photo…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Refining…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Saving…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} min left</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} s left</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>RecentMenu</name>
  <message>
   <source>Edited photos will be found here</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>SaveNames</name>
  <message>
   <source>Photos</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>SettingsWindow</name>
  <message>
   <source>Devices</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Folders</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>General</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pages</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Settings</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>SliderPanel</name>
  <message>
   <source>Change</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Change all faces</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Change face {n}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Directions…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No direction of this model has a slider.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Presets</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reset all</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Train a direction…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Try again</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What there is, and what of it has a slider</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>SplitHandle</name>
  <message>
   <source>Divider between original and edit</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Drag, or use the arrow keys</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>SplitView</name>
  <message>
   <source>Edited</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Original</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>StrengthSet</name>
  <message>
   <source>change of a slider</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>change of several sliders</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>reset of all sliders</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Tour</name>
  <message>
   <source>Compare</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Each is a direction of meaning: to the right there is more of it, to the left the opposite.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Every change can be taken back. Take one back now.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Here are all directions. You can train your own from two phrases, edit whole folders, and bring other base models. F1 shows all keys.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Hold this button, or the O key, to see the original in place of the edit.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Move a slider</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing is lost</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Put both into one view, with a handle between them that you can drag.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The edit is written at full quality into a new file. Your original is never touched, and the file says of itself that it was edited.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is more</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This is the sample. It is being prepared now: the program looks for its face, and for the noise that leads to it. That is done once for each photo.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What was it before?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Your photo</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>TrainingRecord</name>
  <message>
   <source>Balanced by</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Base model</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Edits while</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>File</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Fingerprint</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Form</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>From</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Gain</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Having</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Held out</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Lacking</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Learned from</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Made of</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Made with</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Method</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Photos having it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Photos lacking it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pictures</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Prompts’ cosine</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Recipe</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Strengths</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Text-image model</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>To</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Took</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>no</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>without {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>yes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} min</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} s</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} steps</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>TrainingWindow</name>
  <message>
   <source>Beginning…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cancel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cancelled. What was learned so far is kept, and can be gone on with.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Discard</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Discarded.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Drawing pictures</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Ending…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Go on</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keep</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Learned. Give it a name: it becomes a slider.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Learning</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Left out: {n}, such as {first}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name of the direction</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pause</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Paused</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Preparing pictures</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Progress of the training</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reading photos</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Resume</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Say what the photos show and what they are to become. The program learns, from its model alone, in which direction that lies; in the end there is a new slider for it.

The window of your photos can be used meanwhile.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Start over</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stop and keep</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The training has ended early. Your directions are as they were.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Train</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Train a direction</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} min left</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>“{name}” is among your sliders.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>VariantWindow</name>
  <message>
   <source>Cancel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Make</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open a photo first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Progress</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Saved: {path}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Saving…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The face</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The whole photo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} of {total} pictures</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>WayView</name>
  <message>
   <source>Edit</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Photo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Predicted x0 at t = {steps}</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>_Legend</name>
  <message>
   <source>levels of 255</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>_Row</name>
  <message>
   <source>Strength of {label}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{low} to {high}. Double-click, Delete or 0 goes back to 0.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>_Screen</name>
  <message>
   <source>Film</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>remarks</name>
  <message>
   <source>Directions that are gone: {names}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Directions that were made anew: {names}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The photo was changed since.</source>
   <translation type="unfinished" />
  </message>
 </context>
</TS>
